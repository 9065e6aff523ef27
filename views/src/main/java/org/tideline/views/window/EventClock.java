package org.tideline.views.window;

import org.tideline.views.document.Change;

/**
 * How far event time has come in a partition: a function of its log alone, so that a replay decides
 * every record the same way. The watermark W is the greatest event time of a put so far, less a
 * bound. Deletes, ticks and quarantined records do not move it, nor does a put whose event time is
 * too far ahead of its ingest time: a wrong clock would close every window for ever.
 *
 * @param watermark W in epoch milliseconds; {@link #NO_WATERMARK} before the first put
 * @param late records that were late and became current
 * @param ahead puts that were too far ahead
 */
public record EventClock(long watermark, long late, long ahead) {
  /** Below every event time: nothing is late by it, and no window closed. */
  public static final long NO_WATERMARK = Long.MIN_VALUE;

  /** Before the first record. */
  public static final EventClock START = new EventClock(NO_WATERMARK, 0, 0);

  /** Whether a record of {@code eventTime} is late, this being the clock before it. */
  public boolean isLate(long eventTime) {
    return eventTime < watermark;
  }

  /**
   * The clock after a record.
   *
   * @param ingestTime that of its partition with it, in epoch milliseconds
   */
  public EventClock after(Change change, long ingestTime, EventBounds bounds) {
    if (!(change instanceof Change.Put put)) {
      return this;
    }
    long eventTime = put.document().eventTime();
    if (eventTime > ingestTime + bounds.future()) {
      return new EventClock(watermark, late, ahead + 1);
    }
    boolean underflow = eventTime < NO_WATERMARK + bounds.lateness();
    long candidate = underflow ? NO_WATERMARK : eventTime - bounds.lateness();
    return candidate > watermark ? new EventClock(candidate, late, ahead) : this;
  }

  /** The same after one more late record that became current. */
  public EventClock plusLate() {
    return new EventClock(watermark, late + 1, ahead);
  }
}
