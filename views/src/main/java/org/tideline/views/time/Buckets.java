package org.tideline.views.time;

/**
 * Ingest time divided into buckets {@code [k * size, (k + 1) * size)}: the grain at which the
 * layers can be cut.
 *
 * @param size in milliseconds
 */
public record Buckets(long size) {
  public Buckets {
    if (size < 1) {
      throw new IllegalArgumentException("bucket size must be at least 1 ms, got " + size);
    }
  }

  /** The start of the bucket that holds {@code ingestTime}; also the greatest edge not above it. */
  public long start(long ingestTime) {
    return Math.floorDiv(ingestTime, size) * size;
  }

  /** The smallest bucket edge above {@code ingestTime}. */
  public long edgeAfter(long ingestTime) {
    return start(ingestTime) + size;
  }
}
