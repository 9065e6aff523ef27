package org.tideline.views.document;

import java.util.Optional;

/**
 * One record of a partition of the log, as both layers read it.
 *
 * @param position its offset in the partition
 * @param logAppendTime when the log took it by the log's clock, in epoch milliseconds; may fall
 *     where that clock is set back
 * @param leaderEpoch the reign of the partition's leader that took it, where the log tells: a
 *     checkpoint keeps it, so that a log that was cut off and written anew is noticed
 */
public record LogRecord(
    long position, long logAppendTime, Optional<Integer> leaderEpoch, Change change) {
  public LogRecord {
    if (position < 0) {
      throw new IllegalArgumentException(
          "position of a record must not be negative, got " + position);
    }
    if (logAppendTime < 0) {
      throw new IllegalArgumentException(
          "record at position %d has LogAppendTime %d; expected 0 or more: is the topic's message.timestamp.type LogAppendTime?"
              .formatted(position, logAppendTime));
    }
  }

  /** A record whose leader epoch is not known, as in the archive. */
  public LogRecord(long position, long logAppendTime, Change change) {
    this(position, logAppendTime, Optional.empty(), change);
  }
}
