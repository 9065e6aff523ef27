package org.tideline.views.document;

/**
 * One record of a partition of the log, as both layers read it.
 *
 * @param position its offset in the partition
 * @param logAppendTime when the log took it by the log's clock, in epoch milliseconds; may fall
 *     where that clock is set back
 */
public record LogRecord(long position, long logAppendTime, Change change) {
  public LogRecord {
    if (position < 0) {
      throw new IllegalArgumentException("position of a record must not be negative: " + position);
    }
  }
}
