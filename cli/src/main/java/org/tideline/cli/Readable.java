package org.tideline.cli;

import java.io.IOException;
import java.util.Map;
import org.tideline.cli.ingest.Acknowledged;
import org.tideline.query.TidelineClient;
import org.tideline.views.realtime.Outcome;

/**
 * Waits until what was appended is in every answer.
 *
 * @param seconds how long it took
 * @param superseded versions of it that did not become current
 */
record Readable(double seconds, long superseded) {
  /** Where no frontier moves for so long, something is wrong. */
  private static final long LIMIT_MS = 600_000;

  static Readable await(TidelineClient client, Acknowledged acknowledged) throws IOException {
    long start = System.nanoTime();
    Map<Integer, Long> receipt = acknowledged.receipt();
    client.await(receipt, LIMIT_MS);
    double seconds = (System.nanoTime() - start) / 1e9;
    long superseded = 0;
    for (Map.Entry<Integer, Long> end : receipt.entrySet()) {
      int partition = end.getKey();
      long from = acknowledged.positions().get(partition).first();
      superseded +=
          client.outcomes(partition, from, end.getValue()).stream()
              .filter(Outcome.Superseded.class::isInstance)
              .filter(outcome -> acknowledged.contains(partition, outcome.position()))
              .count();
    }
    return new Readable(seconds, superseded);
  }

  /** In a line. */
  String printed() {
    String line = "readable after %.1f s".formatted(seconds);
    return superseded == 0
        ? line
        : line
            + "; %s did not become current, because a newer event time stands"
                .formatted(new Counted(superseded, "version"));
  }
}
