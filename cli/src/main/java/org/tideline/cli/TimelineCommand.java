package org.tideline.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tideline.query.TimelineAnswer;
import org.tideline.query.TimelineRequest;
import org.tideline.views.window.TimelineEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tideline timeline}. */
@Command(
    name = "timeline",
    description = "Lists documents in the order of event time, whatever order they came in.")
final class TimelineCommand implements Callable<Integer> {
  @ParentCommand private Main tideline;
  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "From then on: 2026-11-23T02:10:00Z, 2026-11-23, or ms.")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "TIME", description = "Before then.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "Documents at most (${DEFAULT-VALUE}; up to " + TimelineRequest.MAX_LIMIT + ").")
  private int limit;

  @Option(names = "--reverse", description = "The latest first.")
  private boolean reverse;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (Session session = Session.open(tideline.site())) {
      String zone = session.client().zone();
      long start =
          from.map(text -> EventTimeText.parse("--from", text, zone)).orElse(Long.MIN_VALUE);
      long end = to.map(text -> EventTimeText.parse("--to", text, zone)).orElse(Long.MAX_VALUE);
      TimelineAnswer answer =
          session.client().timeline(new TimelineRequest(start, end, limit, reverse));
      print(answer, spec.commandLine().getOut(), json);
      return Main.DONE;
    }
  }

  static void print(TimelineAnswer answer, PrintWriter out, boolean json) {
    if (json) {
      out.println(AnswerJson.line(json(answer)));
      return;
    }
    for (TimelineEntry entry : answer.entries()) {
      out.printf(
          "%-24s  %s%n", Instant.ofEpochMilli(entry.place().eventTime()), entry.place().id());
    }
    if (answer.more()) {
      out.println("there are more: go on with --from or --to, or raise --limit");
    }
    out.println(ReadingLine.of(answer.reading()));
  }

  private static ObjectNode json(TimelineAnswer answer) {
    ObjectNode json = AnswerJson.object();
    ArrayNode documents = json.putArray("documents");
    for (TimelineEntry entry : answer.entries()) {
      documents
          .addObject()
          .put("eventTime", Instant.ofEpochMilli(entry.place().eventTime()).toString())
          .put("id", entry.place().id())
          .put("position", entry.position());
    }
    json.put("more", answer.more());
    json.set("reading", AnswerJson.of(answer.reading()));
    return json;
  }
}
