package org.tideline.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
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
import org.tideline.views.merge.SegmentTotals;

/**
 * The whole merged view of word counts as a stream in the order of the terms' bytes: one sorted
 * scan per table, merged; what stands in live blocks is held in memory. Terms whose counts are 0
 * are left out. Not safe for use by several threads.
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

  /** A scan that stands before a row. */
  private static final class Cursor implements AutoCloseable {
    private final Table table;
    private final ResultScanner rows;
    private Optional<Result> next;

    Cursor(Table table, Scan scan) throws IOException {
      this.table = table;
      this.rows = table.getScanner(scan.setCaching(ROWS_PER_CALL));
      this.next = Optional.ofNullable(rows.next());
    }

    Optional<byte[]> term() {
      return next.map(Result::getRow);
    }

    /** The row of {@code term}, empty if there is none. */
    Result take(byte[] term) throws IOException {
      if (next.isEmpty() || !Bytes.equals(next.get().getRow(), term)) {
        return Result.EMPTY_RESULT;
      }
      Result taken = next.get();
      next = Optional.ofNullable(rows.next());
      return taken;
    }

    @Override
    public void close() throws IOException {
      rows.close();
      table.close();
    }
  }

  /**
   * A table of realtime views.
   *
   * @param live of terms that were not taken yet, what stands in live blocks
   */
  private record Period(long start, Cursor cursor, NavigableMap<byte[], SegmentTotals> live) {
    Optional<byte[]> term() {
      Optional<byte[]> inBlock = live.isEmpty() ? Optional.empty() : Optional.of(live.firstKey());
      return least(cursor.term(), inBlock);
    }

    WordCount take(byte[] term, Snapshot snapshot) throws IOException {
      SegmentTotals inBlocks = Optional.ofNullable(live.remove(term)).orElseGet(SegmentTotals::new);
      return RealtimeTerms.sum(snapshot, start, cursor.take(term), inBlocks);
    }
  }

  private final Snapshot snapshot;
  private final Latest latest;
  private final Optional<Cursor> batch;
  private final List<Period> realtime;

  private WordCountExport(
      Snapshot snapshot, Latest latest, Optional<Cursor> batch, List<Period> realtime) {
    this.snapshot = snapshot;
    this.latest = latest;
    this.batch = batch;
    this.realtime = realtime;
  }

  /**
   * Begins to read.
   *
   * @param live per period, what stands in live blocks; taken over
   */
  static WordCountExport open(
      Connection connection,
      TableNames names,
      Snapshot snapshot,
      Map<Long, NavigableMap<byte[], SegmentTotals>> live,
      Latest latest)
      throws IOException {
    int generation = snapshot.serving().generation();
    Optional<Cursor> batch = Optional.empty();
    if (generation > 0) {
      Table table = connection.getTable(names.words(generation));
      batch = Optional.of(new Cursor(table, BatchWordColumns.scan()));
    }
    List<Period> realtime = new ArrayList<>();
    for (Map.Entry<Long, TableName> period : snapshot.realtime().entrySet()) {
      Scan scan = RealtimeWordCell.scan(snapshot.serving().cut());
      Cursor cursor = new Cursor(connection.getTable(period.getValue()), scan);
      realtime.add(new Period(period.getKey(), cursor, live.get(period.getKey())));
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
      if (batch.isPresent()) {
        fromBatch = BatchWordColumns.count(batch.get().take(term.get()));
      }
      WordCount fromRealtime = WordCount.ZERO;
      for (Period period : realtime) {
        fromRealtime = fromRealtime.plus(period.take(term.get(), snapshot));
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
    Optional<byte[]> least = batch.flatMap(Cursor::term);
    for (Period period : realtime) {
      least = least(least, period.term());
    }
    return least;
  }

  static Optional<byte[]> least(Optional<byte[]> left, Optional<byte[]> right) {
    boolean leftFirst =
        right.isEmpty() || left.isPresent() && Bytes.compareTo(left.get(), right.get()) <= 0;
    return leftFirst ? left : right;
  }

  @Override
  public void close() throws IOException {
    if (batch.isPresent()) {
      batch.get().close();
    }
    for (Period period : realtime) {
      period.cursor().close();
    }
  }
}
