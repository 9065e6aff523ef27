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
 * What was flushed into live blocks is settled when no record has come for a while, or after {@code
 * tideline.live.settle}. Times are any steady milliseconds.
 */
final class FlushPace {
  /** What came last from the spout. */
  enum Arrival {
    /** No record, or none until this is flushed. */
    NOTHING,
    /** Records about as they arrive in the log. */
    LIVE,
    /**
     * As many records as tuples take, for a while: the spout reads what has long been in the log.
     */
    BACKLOG
  }

  /** Beyond it, freshness is worth more than cells. */
  private static final long LONGEST_LIVE_WAIT = 500;

  private static final long BACKLOG_WAIT = 10_000;

  /** Without a record for so long, there is time to settle. */
  private static final long QUIET = 1_000;

  private final long interval;
  private final long bytes;
  private final long settleAfter;
  private final Backlog backlog;
  private boolean inBacklog;
  private Arrival last = Arrival.NOTHING;
  private long lastRecord;
  private long began;
  private long took;
  private long settleBegan;

  /**
   * @param interval shortest time from the beginning of one flush to that of the next, unless
   *     {@code bytes} wait
   * @param bytes that are flushed without waiting
   * @param tupleBytes target size of a tuple
   * @param settleAfter longest time from the beginning of one settled flush to that of the next
   */
  FlushPace(long interval, long bytes, long tupleBytes, long settleAfter) {
    this.interval = interval;
    this.bytes = bytes;
    this.settleAfter = settleAfter;
    this.backlog = new Backlog(tupleBytes);
  }

  /** Notes a tuple with so many records and characters of text. */
  void arrived(long now, int records, long chars) {
    if (records == 0) {
      last = Arrival.NOTHING;
      return;
    }
    lastRecord = now;
    inBacklog = backlog.goesOnWith(chars);
    last = inBacklog ? Arrival.BACKLOG : Arrival.LIVE;
  }

  /** Whether the last records were of a backlog. */
  boolean inBacklog() {
    return inBacklog;
  }

  /** Notes the beginning of a flush for which readers wait. */
  void began(long now) {
    began = now;
  }

  /** Notes the end of the flush that began last, or of an earlier one. */
  void ended(long now) {
    took = now - began;
  }

  /** Notes the beginning of a settled flush. */
  void settleBegan(long now) {
    settleBegan = now;
  }

  /** Whether a partition with something unsettled, and without a settle under way, is to settle. */
  boolean settleDue(long now) {
    return now - lastRecord >= QUIET || now - settleBegan >= settleAfter;
  }

  /**
   * Whether a partition without a flush under way is to be flushed.
   *
   * @param dirtyBytes that wait
   */
  boolean due(long now, long dirtyBytes) {
    return dirtyBytes >= bytes || now - began >= Math.max(interval, pause());
  }

  private long pause() {
    return switch (last) {
      case NOTHING -> 0;
      case LIVE -> Math.min(2 * took, LONGEST_LIVE_WAIT);
      case BACKLOG -> BACKLOG_WAIT;
    };
  }
}
