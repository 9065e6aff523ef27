package org.tideline.speed.view;

/**
 * When a partition is flushed next. A flush writes every term touched since the one before, so that
 * fewer and greater ones write far fewer cells of the same log; how long to wait depends on what
 * came last:
 *
 * <ul>
 *   <li>nothing: the interval is enough;
 *   <li>records as they arrive: also as long as the last flush took, from its end on;
 *   <li>a backlog, whose records are old already: until enough bytes wait, or for some seconds.
 * </ul>
 *
 * Times are any steady milliseconds.
 */
final class FlushPace {
  /** What came last from the spout. */
  enum Arrival {
    /** No record, or none until this is flushed. */
    NOTHING,
    /** Records about as they arrive in the log. */
    LIVE,
    /** As many records as a tuple takes: the spout reads what has long been in the log. */
    BACKLOG
  }

  /** Beyond it, freshness is worth more than cells. */
  private static final long LONGEST_LIVE_WAIT = 500;

  private static final long BACKLOG_WAIT = 10_000;

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
    took = now - began;
  }

  /**
   * Whether a partition without a flush under way is to be flushed.
   *
   * @param dirtyBytes that wait
   * @param last what came last
   */
  boolean due(long now, long dirtyBytes, Arrival last) {
    return dirtyBytes >= bytes || now - began >= Math.max(interval, pause(last));
  }

  private long pause(Arrival last) {
    return switch (last) {
      case NOTHING -> 0;
      case LIVE -> Math.min(2 * took, LONGEST_LIVE_WAIT);
      case BACKLOG -> BACKLOG_WAIT;
    };
  }
}
