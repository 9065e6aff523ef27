package org.tideline.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.tideline.query.LateAnswer;
import org.tideline.views.window.LateRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tideline late}. */
@Command(
    name = "late",
    description = "Lists records that were late and became current, the last ones first.")
final class LateCommand implements Callable<Integer> {
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
      print(session.client().late(limit), spec.commandLine().getOut(), json);
      return Main.DONE;
    }
  }

  static void print(LateAnswer answer, PrintWriter out, boolean json) {
    if (json) {
      out.println(AnswerJson.line(json(answer)));
      return;
    }
    for (LateAnswer.Late late : answer.records()) {
      LateRecord record = late.record();
      out.printf(
          "%-24s  %s  %s behind the watermark %s%s%n",
          Instant.ofEpochMilli(record.eventTime()),
          record.id(),
          seconds(record.watermark() - record.eventTime()),
          Instant.ofEpochMilli(record.watermark()),
          record.deleted() ? ", a delete" : "");
    }
    out.printf("%s in all%n", new Counted(answer.total(), "late record"));
    if (answer.missing() > 0) {
      out.printf(
          "%s of those looked for not found: tideline.late.records was changed since%n",
          new Counted(answer.missing(), "record"));
    }
    out.println(ReadingLine.of(answer.reading()));
  }

  private static String seconds(long milliseconds) {
    return "%,.1f s".formatted(milliseconds / 1e3);
  }

  private static ObjectNode json(LateAnswer answer) {
    ObjectNode json = AnswerJson.object();
    ArrayNode records = json.putArray("records");
    for (LateAnswer.Late late : answer.records()) {
      LateRecord record = late.record();
      records
          .addObject()
          .put("id", record.id())
          .put("eventTime", Instant.ofEpochMilli(record.eventTime()).toString())
          .put("watermark", Instant.ofEpochMilli(record.watermark()).toString())
          .put("deleted", record.deleted())
          .put("partition", late.partition())
          .put("position", record.position());
    }
    json.put("total", answer.total());
    json.put("missing", answer.missing());
    json.set("reading", AnswerJson.of(answer.reading()));
    return json;
  }
}
