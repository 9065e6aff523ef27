package org.tideline.batch.archive;

import java.util.Optional;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.views.document.LogRecord;

/**
 * A record of the log as it was read, not yet understood: what is quarantined is archived too.
 *
 * @param position its offset in the partition
 * @param logAppendTime when the log took it by the log's clock, in epoch milliseconds
 * @param key empty where the record has none
 * @param value empty where the record has none
 */
public record ArchivedRecord(
    int partition,
    long position,
    long logAppendTime,
    Optional<byte[]> key,
    Optional<byte[]> value) {

  /** What it says. */
  public LogRecord decode(LogRecordCodec codec) {
    return codec.decode(partition, position, logAppendTime, Optional.empty(), key, value);
  }
}
