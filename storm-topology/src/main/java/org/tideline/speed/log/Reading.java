package org.tideline.speed.log;

import java.util.List;
import org.tideline.schema.progress.Stop;
import org.tideline.views.document.LogRecord;

/** What one look at the log gave of one partition. */
sealed interface Reading {
  int partition();

  /**
   * Records in order, or none where only the position went on.
   *
   * @param to the position of the next record to read
   * @param bytes of the keys and values
   */
  record Records(int partition, List<LogRecord> records, long to, long bytes) implements Reading {}

  /** There is no such position any more; the checkpoint tells why. */
  record OutOfRange(int partition) implements Reading {}

  /** The log is not what it was. */
  record Refused(int partition, Stop stop) implements Reading {}
}
