package org.tideline.speed.log;

import java.util.Optional;
import org.tideline.schema.progress.Stop;

/**
 * What the log holds of one partition: positions {@code [start, end)}.
 *
 * @param end after the last record that a committed reader may read
 */
record LogExtent(String topic, int partition, long start, long end) {
  private static final String ANEW = "Start anew from an empty folder or namespace";

  /**
   * Why reading may not begin at {@code from}, if it may not.
   *
   * @param seen the position below which records were read before; at least {@code from}
   */
  Optional<Stop> refuse(long from, long seen) {
    if (start > from) {
      return Optional.of(
          new Stop(
              Stop.Reason.GAP,
              "partition %d of topic %s: expected the records from position %d on, the log begins at %d; %d records are gone before they were counted. %s"
                  .formatted(partition, topic, from, start, start - from, ANEW)));
    }
    if (end < seen) {
      return Optional.of(truncated(topic, partition, seen, Optional.of(end)));
    }
    return Optional.empty();
  }

  /**
   * The log no longer holds what was read from it.
   *
   * @param seen the position below which records were read before
   * @param end where the log that they were read from ends now, if that is known
   */
  static Stop truncated(String topic, int partition, long seen, Optional<Long> end) {
    return new Stop(
        Stop.Reason.TRUNCATED,
        "partition %d of topic %s: expected the records below position %d that were read before, the log keeps %s; records were counted that are gone. %s"
            .formatted(
                partition,
                topic,
                seen,
                end.map("those below %d"::formatted).orElse("others in their place"),
                ANEW));
  }
}
