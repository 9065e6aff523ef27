package org.tideline.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.tideline.query.QuarantineAnswer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tideline quarantine}. */
@Command(
    name = "quarantine",
    description = "Lists records that count in no view, each with its reason.")
final class QuarantineCommand implements Callable<Integer> {
  @ParentCommand private Main tideline;
  @Spec private CommandSpec spec;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "Records at most (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (Session session = Session.open(tideline.site())) {
      print(session.client().quarantine(limit), spec.commandLine().getOut(), json);
      return Main.DONE;
    }
  }

  static void print(QuarantineAnswer answer, PrintWriter out, boolean json) {
    if (json) {
      out.println(AnswerJson.line(json(answer)));
      return;
    }
    for (QuarantineAnswer.Quarantined record : answer.records()) {
      out.printf(
          "%-12s  %s  %s%n",
          record.partition() + ":" + record.position(),
          OneLine.of(record.id()),
          OneLine.of(record.reason()));
    }
    out.printf("%s in all%n", new Counted(answer.total(), "quarantined record"));
    out.println(ReadingLine.of(answer.reading()));
  }

  private static ObjectNode json(QuarantineAnswer answer) {
    ObjectNode json = AnswerJson.object();
    ArrayNode records = json.putArray("records");
    for (QuarantineAnswer.Quarantined record : answer.records()) {
      records
          .addObject()
          .put("partition", record.partition())
          .put("position", record.position())
          .put("id", record.id())
          .put("reason", record.reason());
    }
    json.put("total", answer.total());
    json.set("reading", AnswerJson.of(answer.reading()));
    return json;
  }
}
