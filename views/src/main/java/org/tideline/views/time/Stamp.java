package org.tideline.views.time;

/**
 * The scale of all HBase timestamps: ingest time in units of 2^-20 ms. The batch layer writes at a
 * cut's own stamp, the speed layer strictly above the start of the bucket ({@link Bucket#stamp}),
 * so that {@code [ofCut(T), ...)} selects exactly the realtime cells at or after the cut.
 */
public final class Stamp {
  private static final int SHIFT = 20;

  /** The last ingest time that has a stamp (in the year 2248). */
  public static final long MAX_INGEST_TIME = Long.MAX_VALUE >> SHIFT;

  private Stamp() {}

  /**
   * The stamp of a cut at {@code ingestTime}, in epoch milliseconds.
   *
   * @throws IllegalArgumentException outside 0 to {@link #MAX_INGEST_TIME}
   */
  public static long ofCut(long ingestTime) {
    return requireIngestTime(ingestTime) << SHIFT;
  }

  /**
   * An ingest time in the bucket of {@code stamp}: its start, or later where the bucket has more
   * records than fit into a millisecond of the scale.
   */
  public static long ingestTime(long stamp) {
    return stamp >> SHIFT;
  }

  static long requireIngestTime(long ingestTime) {
    if (ingestTime < 0 || ingestTime > MAX_INGEST_TIME) {
      throw new IllegalArgumentException(
          "ingest time must be in [0, %d], got %d".formatted(MAX_INGEST_TIME, ingestTime));
    }
    return ingestTime;
  }
}
