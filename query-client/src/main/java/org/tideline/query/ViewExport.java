package org.tideline.query;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.view.ViewRow;
import org.tideline.views.view.EncodedView;

/**
 * A whole merged view of a user as a stream in the order of its keys' bytes: one sorted scan per
 * table, merged. Keys whose value is zero are left out. Not safe for use by several threads.
 */
public final class ViewExport implements AutoCloseable {
  private static final int ROWS_PER_CALL = 2_000;

  /** One row of the view, written as the view shows keys and values. */
  public record Row(String key, String value) {}

  /** The same as bytes. */
  record Pair(BytesRef key, BytesRef value) {}

  private final EncodedView view;
  private final Snapshot snapshot;
  private final WordCountExport.Latest latest;
  private final Map<Long, TermCursor> realtime = new TreeMap<>();
  private Optional<TermCursor> batch = Optional.empty();
  private long rowsRead;

  private ViewExport(EncodedView view, Snapshot snapshot, WordCountExport.Latest latest) {
    this.view = view;
    this.snapshot = snapshot;
    this.latest = latest;
  }

  /** Begins to read; nothing stays open where that fails. */
  static ViewExport open(
      Connection connection,
      TableNames names,
      EncodedView view,
      Snapshot snapshot,
      WordCountExport.Latest latest)
      throws IOException {
    ViewExport export = new ViewExport(view, snapshot, latest);
    boolean begun = false;
    try {
      int generation = snapshot.serving().generation();
      if (generation > 0) {
        Scan scan = ViewRow.scan(view.name()).setCaching(ROWS_PER_CALL);
        export.batch =
            Optional.of(TermCursor.open(connection, names.views(generation), scan, Result::getRow));
      }
      for (Map.Entry<Long, TableName> period : snapshot.realtime().entrySet()) {
        Scan scan = ViewRow.realtimeScan(view.name(), snapshot.serving().cut());
        export.realtime.put(
            period.getKey(),
            TermCursor.open(
                connection,
                period.getValue(),
                scan.setCaching(ROWS_PER_CALL),
                row -> bytes(ViewRow.batchRow(new BytesRef(row.getRow())))));
      }
      begun = true;
      return export;
    } finally {
      if (!begun) {
        export.close();
      }
    }
  }

  private static byte[] bytes(BytesRef row) {
    return Bytes.copy(row.bytes, row.offset, row.length);
  }

  /** What the stream is read from. */
  public Reading reading() {
    return Reading.of(snapshot);
  }

  /**
   * The next row; empty at the end.
   *
   * @throws QueryException at the end, if data that the stream needs were dropped meanwhile
   */
  public Optional<Row> next() throws IOException {
    return nextPair()
        .map(pair -> new Row(view.printedKey(pair.key()), view.printedValue(pair.value())));
  }

  Optional<Pair> nextPair() throws IOException {
    Optional<byte[]> row = least();
    while (row.isPresent()) {
      BytesRef value = value(row.get());
      if (!view.isZero(value)) {
        return Optional.of(new Pair(ViewRow.key(new BytesRef(row.get())), value));
      }
      row = least();
    }
    snapshot.requireStillWhole(latest.read());
    return Optional.empty();
  }

  private Optional<byte[]> least() {
    Optional<byte[]> least = batch.flatMap(TermCursor::term);
    for (TermCursor cursor : realtime.values()) {
      least = TermCursor.least(least, cursor.term());
    }
    return least;
  }

  private BytesRef value(byte[] row) throws IOException {
    Result inBatch = batch.isPresent() ? batch.get().take(row) : Result.EMPTY_RESULT;
    rowsRead += inBatch.isEmpty() ? 0 : 1;
    BytesRef value = ViewRow.value(inBatch, view);
    for (Map.Entry<Long, TermCursor> period : realtime.entrySet()) {
      Result added = period.getValue().take(row);
      rowsRead += added.isEmpty() ? 0 : 1;
      value = view.plus(value, UserViews.sum(view, snapshot, period.getKey(), added));
    }
    return value;
  }

  /** Rows of both layers that were read so far. */
  long rowsRead() {
    return rowsRead;
  }

  @Override
  public void close() throws IOException {
    if (batch.isPresent()) {
      batch.get().close();
    }
    for (TermCursor cursor : realtime.values()) {
      cursor.close();
    }
  }
}
