package org.tideline.views.time;

/**
 * How a partition is divided; part of an epoch, since realtime cells are named by it.
 *
 * @param segmentRecords positions in one segment
 * @param partBytes of postings, as they take room in the tables, about: a segment that has more is
 *     folded in parts, so that no more of it is held in memory
 */
public record Segmentation(Buckets buckets, long segmentRecords, long partBytes) {
  /** What an epoch holds of postings at the most, for each partition. */
  public static final long PART_BYTES = 64L << 20;

  /** A segmentation of an epoch. */
  public Segmentation(Buckets buckets, long segmentRecords) {
    this(buckets, segmentRecords, PART_BYTES);
  }

  public Segmentation {
    if (segmentRecords < 1) {
      throw new IllegalArgumentException(
          "a segment must hold at least 1 record, got " + segmentRecords);
    }
  }
}
