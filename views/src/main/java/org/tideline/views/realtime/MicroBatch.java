package org.tideline.views.realtime;

import java.util.List;
import java.util.Optional;
import org.tideline.views.document.Change;
import org.tideline.views.document.LogRecord;

/**
 * The records of a partition between two consumer positions, as a spout hands them to a bolt.
 *
 * @param from the {@code to} of the batch before
 * @param to above every record; equal to {@code from} in an empty batch
 * @param records in {@code [from, to)}, by rising position; positions may be left out
 * @param init the checkpoint at {@code from}, only in the first batch after a load
 */
public record MicroBatch(
    int partition, long from, long to, List<LogRecord> records, Optional<Checkpoint> init) {
  public MicroBatch {
    if (from > to) {
      throw new IllegalArgumentException(
          "batch of partition %d must not end at %d before it begins at %d"
              .formatted(partition, to, from));
    }
    if (init.isPresent() && init.get().position() != from) {
      throw new IllegalArgumentException(
          "batch of partition %d from %d bears the checkpoint of %d"
              .formatted(partition, from, init.get().position()));
    }
    long next = from;
    for (LogRecord record : records) {
      if (record.position() < next || record.position() >= to) {
        throw new IllegalArgumentException(
            "batch of partition %d over [%d, %d): expected a record in [%d, %d), found position %d"
                .formatted(partition, from, to, next, to, record.position()));
      }
      next = record.position() + 1;
    }
    records = List.copyOf(records);
  }

  /** UTF-16 units of all texts together: about what the batch weighs. */
  public long textChars() {
    long chars = 0;
    for (LogRecord record : records) {
      if (record.change() instanceof Change.Put put) {
        chars += put.document().text().length();
      }
    }
    return chars;
  }
}
