package org.tideline.speed.view;

/**
 * When a partition is flushed next: after the interval, or as soon as enough waits. Where a flush
 * takes longer than that, and more records come, the next begins only when as much time has passed
 * since its end: a flush writes every term touched, so that fewer and greater ones write far fewer
 * cells of the same log. Times are any steady milliseconds.
 */
final class FlushPace {
  /** A flush that hung for minutes says nothing of what the next will take. */
  private static final long LONGEST_WAIT = 2_000;

  private final long interval;
  private final long bytes;
  private long began;
  private long took;

  /**
   * @param interval shortest time from the beginning of one flush to that of the next, unless
   *     {@code bytes} wait
   * @param bytes that are flushed without waiting
   */
  FlushPace(long interval, long bytes) {
    this.interval = interval;
    this.bytes = bytes;
  }

  void began(long now) {
    began = now;
  }

  /** Notes the end of the flush that began last, or of an earlier one. */
  void ended(long now) {
    took = Math.min(now - began, LONGEST_WAIT / 2);
  }

  /**
   * Whether a partition without a flush under way is to be flushed.
   *
   * @param dirtyBytes that wait
   * @param more whether records were the last to come; else there are none, or they wait for this
   */
  boolean due(long now, long dirtyBytes, boolean more) {
    return dirtyBytes >= bytes || now - began >= (more ? Math.max(interval, 2 * took) : interval);
  }
}
