package org.tideline.batch.freeze;

import java.util.Map;
import org.tideline.batch.step.StepException;
import org.tideline.views.time.Cut;

/** Whether the log goes on from what was taken of it before. */
final class Continuation {
  private static final String ANEW = "start anew from an empty folder or namespace";

  private Continuation() {}

  /**
   * Checks that a partition of the log joins its archive.
   *
   * @param archived the position after the last that is archived
   * @param start the first position that the log still has
   * @param end the position after the last that the log has
   * @throws StepException if records left the log before they were archived, or the log lost
   *     archived ones: others come to stand at their positions, and would never be archived
   */
  static void requireJoined(String topic, int partition, long archived, long start, long end) {
    if (start > archived) {
      throw new StepException(
          "log %s, partition %d: expected the records from position %d on, found those from %d on: [%d, %d) have left the log before they were archived; raise the retention of the topic, and %s"
              .formatted(topic, partition, archived, start, archived, start, ANEW));
    }
    if (end < archived) {
      throw new StepException(
          "log %s, partition %d: expected the records below position %d, which are archived, found those below %d: [%d, %d) are gone from the log, and others will take their positions; bring the log back, or %s"
              .formatted(topic, partition, archived, end, end, archived, ANEW));
    }
  }

  /**
   * Checks that a cut is above that of the generation it builds on.
   *
   * @throws StepException if it is not, in ingest time or in a partition
   */
  static void requireAbove(int base, Cut before, Cut cut) {
    if (cut.ingestTime() <= before.ingestTime()) {
      throw new StepException(
          "log: expected a cut after %d, that of generation %d, found %d; the log has lost its newest records"
              .formatted(before.ingestTime(), base, cut.ingestTime()));
    }
    for (Map.Entry<Integer, Long> end : before.positions().entrySet()) {
      long found = cut.positions().get(end.getKey());
      if (found < end.getValue()) {
        throw new StepException(
            "log, partition %d: expected the cut at position %d, that of generation %d, or above, found %d; the log has lost records that were counted: bring it back, or %s"
                .formatted(end.getKey(), end.getValue(), base, found, ANEW));
      }
    }
  }
}
