package org.tideline.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;

/**
 * A view of both layers in the order of terms: one sorted scan per table, and what stands in live
 * blocks.
 *
 * @param <L> what live blocks hold of a term
 */
final class LayerCursors<L> implements AutoCloseable {
  /**
   * A table of realtime views.
   *
   * @param live of terms that were not taken yet, what stands in live blocks
   */
  record Period<L>(long start, TermCursor cursor, NavigableMap<byte[], L> live) {
    private Optional<byte[]> term() {
      Optional<byte[]> inBlock = live.isEmpty() ? Optional.empty() : Optional.of(live.firstKey());
      return TermCursor.least(cursor.term(), inBlock);
    }

    /** What live blocks hold of a term, which is taken. */
    Optional<L> takeLive(byte[] term) {
      return Optional.ofNullable(live.remove(term));
    }
  }

  private final List<TermCursor> opened = new ArrayList<>();
  private final List<Period<L>> realtime = new ArrayList<>();
  private Optional<TermCursor> batch = Optional.empty();

  private LayerCursors() {}

  /** A table of the batch layer. */
  record Batch(TableName table, Scan scan, Function<Result, byte[]> term) {}

  /**
   * Begins to read; nothing stays open where that fails.
   *
   * @param batch empty for that of generation 0
   * @param recent reads a table of the realtime views
   * @param live per period, what stands in live blocks; taken over
   */
  static <L> LayerCursors<L> open(
      Connection connection,
      Optional<Batch> batch,
      Snapshot snapshot,
      Scan recent,
      Map<Long, NavigableMap<byte[], L>> live)
      throws IOException {
    LayerCursors<L> cursors = new LayerCursors<>();
    boolean all = false;
    try {
      if (batch.isPresent()) {
        Batch of = batch.get();
        cursors.batch =
            Optional.of(
                cursors.added(TermCursor.open(connection, of.table(), of.scan(), of.term())));
      }
      for (Map.Entry<Long, TableName> period : snapshot.realtime().entrySet()) {
        TermCursor cursor =
            cursors.added(
                TermCursor.open(connection, period.getValue(), new Scan(recent), Result::getRow));
        long start = period.getKey();
        cursors.realtime.add(new Period<>(start, cursor, live.get(start)));
      }
      all = true;
      return cursors;
    } finally {
      if (!all) {
        cursors.close();
      }
    }
  }

  private TermCursor added(TermCursor cursor) {
    opened.add(cursor);
    return cursor;
  }

  Optional<TermCursor> batch() {
    return batch;
  }

  List<Period<L>> realtime() {
    return realtime;
  }

  /** The first term that was not taken yet. */
  Optional<byte[]> least() {
    Optional<byte[]> least = batch.flatMap(TermCursor::term);
    for (Period<L> period : realtime) {
      least = TermCursor.least(least, period.term());
    }
    return least;
  }

  @Override
  public void close() throws IOException {
    for (TermCursor cursor : opened) {
      cursor.close();
    }
  }
}
