package org.tideline.views.realtime;

import org.tideline.views.time.Bucket;

/**
 * Where a partition restarts after any failure: everything below {@code position} is in the tables,
 * and {@code position} is the edge of a bucket or segment, so that no total is open there.
 *
 * @param bucket that of the last record below {@code position}
 * @param maxIngestTime the ingest time of the partition below {@code position}
 * @param tally over the records below {@code position}
 */
public record Checkpoint(long position, Bucket bucket, long maxIngestTime, Tally tally) {

  /** The start of an epoch: no record, hence ingest time 0. */
  public static Checkpoint startingAt(long position) {
    return new Checkpoint(position, new Bucket(0, position), 0, Tally.ZERO);
  }

  /** The HBase timestamp of this checkpoint. */
  public long stamp() {
    return bucket.stamp(position);
  }
}
