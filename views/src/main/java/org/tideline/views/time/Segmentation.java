package org.tideline.views.time;

/**
 * How a partition is divided; part of an epoch, since realtime cells are named by it.
 *
 * @param segmentRecords positions in one segment
 */
public record Segmentation(Buckets buckets, long segmentRecords) {
  public Segmentation {
    if (segmentRecords < 1) {
      throw new IllegalArgumentException(
          "a segment must hold at least 1 record, got " + segmentRecords);
    }
  }
}
