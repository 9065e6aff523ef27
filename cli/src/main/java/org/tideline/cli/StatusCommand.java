package org.tideline.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tideline.query.Status;
import org.tideline.query.Status.PartitionStatus;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Tally;
import org.tideline.views.window.EventClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tideline status}. */
@Command(name = "status", description = "Says which generation serves and how far each layer is.")
final class StatusCommand implements Callable<Integer> {
  @ParentCommand private Main tideline;
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (Session session = Session.open(tideline.site())) {
      Status status = session.client().status();
      // Read after the frontiers, so that no lag is negative.
      Map<Integer, Long> ends = session.logEnds(status.partitions().size());
      if (json) {
        spec.commandLine().getOut().println(AnswerJson.line(object(status, ends)));
      } else {
        print(status, ends);
      }
      return Main.DONE;
    }
  }

  private void print(Status status, Map<Integer, Long> ends) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(ReadingLine.of(status.reading()));
    ReadingLine.alarm(status.reading()).ifPresent(out::println);
    out.printf(
        "%n%-9s %14s %14s %10s %12s %12s %8s %8s  %s%n",
        "partition",
        "end of log",
        "frontier",
        "lag",
        "not current",
        "quarantined",
        "late",
        "ahead",
        "watermark");
    for (PartitionStatus partition : status.partitions()) {
      Tally tally = tally(partition);
      long end = ends.get(partition.partition());
      out.printf(
          "%-9d %,14d %,14d %,10d %,12d %,12d %,8d %,8d  %s%n",
          partition.partition(),
          end,
          partition.position(),
          end - partition.position(),
          tally.superseded(),
          tally.quarantined(),
          clock(partition).late(),
          clock(partition).ahead(),
          watermark(clock(partition)).orElse("none")
              + (status.watermarks().idle().contains(partition.partition()) ? ", idle" : ""));
      partition
          .stop()
          .ifPresent(
              stop -> out.printf("          STOPPED (%s): %s%n", stop.reason(), stop.detail()));
    }
    out.printf("%n%-36s %10s%n", "table", "MB");
    status.tables().forEach((table, bytes) -> out.printf("%-36s %,10.1f%n", table, bytes / 1e6));
  }

  private static ObjectNode object(Status status, Map<Integer, Long> ends) {
    ObjectNode object = AnswerJson.object();
    ArrayNode partitions = object.putArray("partitions");
    for (PartitionStatus partition : status.partitions()) {
      Tally tally = tally(partition);
      long end = ends.get(partition.partition());
      ObjectNode one =
          partitions
              .addObject()
              .put("partition", partition.partition())
              .put("end", end)
              .put("frontier", partition.position())
              .put("lag", end - partition.position())
              .put("notCurrent", tally.superseded())
              .put("quarantined", tally.quarantined())
              .put("late", clock(partition).late())
              .put("ahead", clock(partition).ahead())
              .put("watermark", watermark(clock(partition)).orElse(null))
              .put("idle", status.watermarks().idle().contains(partition.partition()));
      one.put(
          "stopped",
          partition.stop().map(stop -> stop.reason() + ": " + stop.detail()).orElse(null));
    }
    ObjectNode tables = object.putObject("tableBytes");
    status.tables().forEach(tables::put);
    object.set("reading", AnswerJson.of(status.reading()));
    return object;
  }

  private static EventClock clock(PartitionStatus partition) {
    return partition.frontier().map(Frontier::clock).orElse(EventClock.START);
  }

  private static Optional<String> watermark(EventClock clock) {
    return clock.watermark() == EventClock.NO_WATERMARK
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(clock.watermark()).toString());
  }

  private static Tally tally(PartitionStatus partition) {
    return partition.frontier().map(Frontier::tally).orElse(Tally.ZERO);
  }
}
