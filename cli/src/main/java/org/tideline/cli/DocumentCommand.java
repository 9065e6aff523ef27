package org.tideline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.tideline.query.DocumentAnswer;
import org.tideline.views.document.Content;
import org.tideline.views.document.DocumentVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tideline document}. */
@Command(name = "document", description = "Prints the current version of a document.")
final class DocumentCommand implements Callable<Integer> {
  @ParentCommand private Main tideline;
  @Spec private CommandSpec spec;
  @Mixin private Completeness completeness;

  @Parameters(paramLabel = "ID", description = "The document's id.")
  private String id;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (Session session = Session.open(tideline.site())) {
      DocumentAnswer answer = session.client().document(id);
      completeness.check(answer.reading());
      if (answer.version().flatMap(DocumentVersion::content).isEmpty()) {
        spec.commandLine().getErr().println("tideline: " + absence(answer));
        sayPartial(answer);
        return Main.FAILED;
      }
      print(answer, answer.version().get(), answer.version().get().content().get());
      if (!json) {
        sayPartial(answer);
      }
      return Main.DONE;
    }
  }

  private void sayPartial(DocumentAnswer answer) {
    PrintWriter errors = spec.commandLine().getErr();
    answer.reading().partial().ifPresent(why -> errors.println("PARTIAL: " + why));
  }

  private String absence(DocumentAnswer answer) {
    return answer
        .version()
        .map(
            deleted ->
                "document \"%s\" was deleted with event time %s"
                    .formatted(id, Instant.ofEpochMilli(deleted.version().eventTime())))
        .orElse("document \"%s\" was never seen".formatted(id));
  }

  private void print(DocumentAnswer answer, DocumentVersion version, Content content) {
    PrintWriter out = spec.commandLine().getOut();
    Instant eventTime = Instant.ofEpochMilli(version.version().eventTime());
    TreeMap<String, String> attributes = new TreeMap<>(content.attributes());
    if (json) {
      ObjectNode object = AnswerJson.object().put("id", id).put("eventTime", eventTime.toString());
      object.put("position", version.version().position());
      ObjectNode shown = object.putObject("attributes");
      attributes.forEach(shown::put);
      object.put("text", content.text()).set("reading", AnswerJson.of(answer.reading()));
      out.println(AnswerJson.line(object));
      return;
    }
    out.printf("id          %s%nevent time  %s%n", id, eventTime);
    attributes.forEach((name, value) -> out.printf("%-10s  %s%n", name, value));
    out.printf("%n%s%n", content.text());
  }
}
