package org.tideline.views.time;

/**
 * One bucket as one partition filled it.
 *
 * @param start its first millisecond of ingest time
 * @param firstPosition the position of its first record in this partition
 */
public record Bucket(long start, long firstPosition) {
  public Bucket {
    Stamp.requireIngestTime(start);
    if (firstPosition < 0) {
      throw new IllegalArgumentException(
          "bucket at %d: first position must not be negative, got %d"
              .formatted(start, firstPosition));
    }
  }

  /**
   * The HBase timestamp of everything that includes the records of the partition up to the one at
   * {@code position} and no later one: {@code start * 2^20 + 1 + (position - firstPosition)}. It
   * rises strictly with the position, since a bucket of {@code size} ms has room for {@code size *
   * 2^20} of them.
   */
  public long stamp(long position) {
    if (position < firstPosition) {
      throw new IllegalArgumentException(
          "position %d is before the first position %d of the bucket at %d"
              .formatted(position, firstPosition, start));
    }
    return Stamp.ofCut(start) + 1 + (position - firstPosition);
  }

  /** The number of the segment that holds {@code position}. */
  public long segment(long position, long segmentRecords) {
    return Math.floorDiv(position - firstPosition, segmentRecords);
  }
}
