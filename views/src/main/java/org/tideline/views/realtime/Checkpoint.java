package org.tideline.views.realtime;

import java.util.Optional;
import org.tideline.views.time.Bucket;
import org.tideline.views.window.EventClock;

/**
 * Where a partition restarts after any failure: everything below {@code position} is in the tables,
 * and {@code position} is the edge of a bucket or segment, so that no total is open there.
 *
 * @param bucket that of the last record below {@code position}
 * @param maxIngestTime the ingest time of the partition below {@code position}
 * @param leaderEpoch that of the last record below {@code position}, where the log told it; empty
 *     at the start of an epoch
 * @param tally over the records below {@code position}
 * @param clock how far event time is there
 */
public record Checkpoint(
    long position,
    Bucket bucket,
    long maxIngestTime,
    Optional<Integer> leaderEpoch,
    Tally tally,
    EventClock clock) {
  public Checkpoint {
    if (position < bucket.firstPosition()) {
      throw new IllegalArgumentException(
          "checkpoint at position %d is before the first position %d of its bucket at %d"
              .formatted(position, bucket.firstPosition(), bucket.start()));
    }
    if (maxIngestTime < bucket.start()) {
      throw new IllegalArgumentException(
          "checkpoint at position %d has ingest time %d, before its bucket at %d"
              .formatted(position, maxIngestTime, bucket.start()));
    }
  }

  /** The start of an epoch: no record, hence ingest time 0. */
  public static Checkpoint startingAt(long position) {
    return new Checkpoint(
        position, new Bucket(0, position), 0, Optional.empty(), Tally.ZERO, EventClock.START);
  }

  /** The HBase timestamp of this checkpoint. */
  public long stamp() {
    return bucket.stamp(position);
  }
}
