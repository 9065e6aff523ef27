package org.tideline.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.count.WordCount;
import org.tideline.views.merge.MergedCount;

/**
 * The whole merged view of word counts as a stream in the order of the terms' bytes: one sorted
 * scan per table, merged. Terms whose counts are 0 are left out. Not safe for use by several
 * threads.
 */
public final class WordCountExport implements AutoCloseable {
  private static final int ROWS_PER_CALL = 2_000;

  /** One row of the view. */
  public record Row(String term, MergedCount count) {}

  /** Reads the serving row anew. */
  @FunctionalInterface
  interface Latest {
    Snapshot read() throws IOException;
  }

  private static final class Cursor implements AutoCloseable {
    private final Table table;
    private final ResultScanner rows;
    private final Function<Result, WordCount> count;
    private Optional<Result> next;

    Cursor(Table table, Scan scan, Function<Result, WordCount> count) throws IOException {
      this.table = table;
      this.rows = table.getScanner(scan.setCaching(ROWS_PER_CALL));
      this.count = count;
      this.next = Optional.ofNullable(rows.next());
    }

    boolean at(byte[] term) {
      return next.isPresent() && Bytes.equals(next.get().getRow(), term);
    }

    WordCount take() throws IOException {
      WordCount taken = count.apply(next.orElseThrow());
      next = Optional.ofNullable(rows.next());
      return taken;
    }

    @Override
    public void close() throws IOException {
      rows.close();
      table.close();
    }
  }

  private final Snapshot snapshot;
  private final Latest latest;
  private final Optional<Cursor> batch;
  private final List<Cursor> realtime;

  private WordCountExport(
      Snapshot snapshot, Latest latest, Optional<Cursor> batch, List<Cursor> realtime) {
    this.snapshot = snapshot;
    this.latest = latest;
    this.batch = batch;
    this.realtime = realtime;
  }

  static WordCountExport open(
      Connection connection, TableNames names, Snapshot snapshot, Latest latest)
      throws IOException {
    int generation = snapshot.serving().generation();
    Optional<Cursor> batch = Optional.empty();
    if (generation > 0) {
      Table table = connection.getTable(names.words(generation));
      batch = Optional.of(new Cursor(table, BatchWordColumns.scan(), BatchWordColumns::count));
    }
    List<Cursor> realtime = new ArrayList<>();
    for (Map.Entry<Long, TableName> period : snapshot.realtime().entrySet()) {
      Scan scan = RealtimeWordCell.scan(snapshot.serving().cut());
      Table table = connection.getTable(period.getValue());
      realtime.add(new Cursor(table, scan, row -> snapshot.sum(row, period.getKey())));
    }
    return new WordCountExport(snapshot, latest, batch, realtime);
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
    Optional<byte[]> term = least();
    while (term.isPresent()) {
      WordCount fromBatch = WordCount.ZERO;
      if (batch.isPresent() && batch.get().at(term.get())) {
        fromBatch = batch.get().take();
      }
      WordCount fromRealtime = WordCount.ZERO;
      for (Cursor cursor : realtime) {
        if (cursor.at(term.get())) {
          fromRealtime = fromRealtime.plus(cursor.take());
        }
      }
      MergedCount count = new MergedCount(fromBatch, fromRealtime);
      if (!count.total().equals(WordCount.ZERO)) {
        return Optional.of(new Row(new String(term.get(), StandardCharsets.UTF_8), count));
      }
      term = least();
    }
    snapshot.requireStillWhole(latest.read());
    return Optional.empty();
  }

  private Optional<byte[]> least() {
    Optional<byte[]> least = batch.flatMap(cursor -> cursor.next).map(Result::getRow);
    for (Cursor cursor : realtime) {
      Optional<byte[]> row = cursor.next.map(Result::getRow);
      if (row.isPresent() && (least.isEmpty() || Bytes.compareTo(row.get(), least.get()) < 0)) {
        least = row;
      }
    }
    return least;
  }

  @Override
  public void close() throws IOException {
    if (batch.isPresent()) {
      batch.get().close();
    }
    for (Cursor cursor : realtime) {
      cursor.close();
    }
  }
}
