package org.tideline.batch.freeze;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;

/** The log as far as a freeze needs it. All times are the log's own, in epoch milliseconds. */
interface LogEnd {
  /**
   * Per partition its ingest time, the greatest LogAppendTime; 0 where it never had a record, empty
   * where that cannot be known now.
   */
  Map<Integer, OptionalLong> ingestTimes() throws IOException;

  /**
   * Per partition the first position of a record, readable for a committed reader, with a
   * LogAppendTime at or after {@code ingestTime}; a partition without such a record is missing.
   */
  Map<Integer, Long> positionsAt(long ingestTime) throws IOException;

  /**
   * Appends a record without a document to a partition.
   *
   * @return its LogAppendTime
   */
  long tick(int partition) throws IOException;
}
