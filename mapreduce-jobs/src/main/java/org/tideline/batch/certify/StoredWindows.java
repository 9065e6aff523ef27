package org.tideline.batch.certify;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.table.BatchTable;
import org.tideline.schema.window.BatchWindowColumns;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.certify.ComparedView;
import org.tideline.views.certify.KeyRanges;
import org.tideline.views.certify.PairSink;
import org.tideline.views.certify.PlainView;
import org.tideline.views.certify.Side;
import org.tideline.views.certify.WindowKey;
import org.tideline.views.window.AllDocuments;
import org.tideline.views.window.SumOfWindows;
import org.tideline.views.window.WindowCalendar;
import org.tideline.views.window.WindowSize;
import org.tideline.views.window.WindowTotals;

/**
 * The windows of words and of all documents: a sum, as word counts are. Every size is compared as
 * it is stored; the minutes of the realtime views are put together as the reader does.
 */
final class StoredWindows implements StoredView {
  private static final String WINDOWS = "windows";

  /** The row of all documents stands alone before those of terms. */
  private static final byte[] AFTER_ALL_DOCUMENTS = Arrays.copyOf(AllDocuments.row(), 2);

  @Override
  public ComparedView view() {
    return PlainView.WINDOWS;
  }

  @Override
  public Set<Side> sides(Compared compared) {
    return compared.withBase(Side.REALTIME, Side.MERGED, Side.GENERATION);
  }

  @Override
  public KeyRanges ranges(Compared compared) throws IOException {
    return StoredWords.ranges(compared, BatchTable.WORDS);
  }

  @Override
  public List<Slice> slices(Compared compared, KeyRanges ranges, JobContext job) {
    return Rows.slices(this, WINDOWS, ranges);
  }

  @Override
  public void read(Slice slice, Compared compared, TaskAttemptContext task, PairSink sink)
      throws IOException, InterruptedException {
    if (compared.hasBase()) {
      read(compared, compared.ofBase(BatchTable.WORDS), slice, sink, Side.BASE, Side.MERGED);
    }
    for (TableName table : compared.realtime()) {
      readRealtime(compared, table, slice, sink);
    }
    read(compared, compared.ofGeneration(BatchTable.WORDS), slice, sink, Side.GENERATION);
  }

  private static void read(
      Compared compared, TableName table, Slice slice, PairSink sink, Side... sides)
      throws IOException, InterruptedException {
    Connection connection = compared.layer().connection();
    try (Rows rows =
        Rows.open(connection, table, BatchWindowColumns.scan(), slice.from(), slice.to())) {
      while (rows.peek().isPresent()) {
        Result row = rows.take();
        for (WindowSize size : WindowSize.values()) {
          pass(row, size, BatchWindowColumns.windows(row, size), sink, sides);
        }
      }
    }
  }

  private static void readRealtime(Compared compared, TableName table, Slice slice, PairSink sink)
      throws IOException, InterruptedException {
    Connection connection = compared.layer().connection();
    WindowCalendar calendar = compared.layer().epochSettings().windows().calendar();
    if (slice.from().length == 0) {
      try (Rows rows =
          Rows.open(connection, table, scan(compared), AllDocuments.row(), AFTER_ALL_DOCUMENTS)) {
        readRealtime(rows, calendar, sink);
      }
    }
    try (Rows rows = Rows.ofTerms(connection, table, scan(compared), slice.from(), slice.to())) {
      readRealtime(rows, calendar, sink);
    }
  }

  private static Scan scan(Compared compared) {
    return RealtimeWordCell.scan(compared.baseCut(), compared.manifest().cut());
  }

  private static void readRealtime(Rows rows, WindowCalendar calendar, PairSink sink)
      throws IOException, InterruptedException {
    while (rows.peek().isPresent()) {
      Result row = rows.take();
      SumOfWindows sum = new SumOfWindows();
      RealtimeWordCell.forEachTotal(row, (segment, stamp, total) -> sum.add(total.windows()));
      WindowTotals minutes = sum.total();
      for (WindowSize size : WindowSize.values()) {
        pass(row, size, minutes.coarse(size, calendar), sink, Side.REALTIME, Side.MERGED);
      }
    }
  }

  private static void pass(
      Result row, WindowSize size, WindowTotals windows, PairSink sink, Side... sides)
      throws IOException, InterruptedException {
    BytesRef term = Rows.key(row);
    long[] values = new long[2];
    try {
      windows.forEach(
          (first, marks, occurrences, documents, changes) -> {
            values[0] = occurrences;
            values[1] = documents;
            accept(sink, WindowKey.of(term, size, first), values, sides);
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void accept(PairSink sink, BytesRef key, long[] values, Side... sides) {
    try {
      sink.accept(key, values, sides);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(
          new InterruptedIOException("interrupted while reading windows"));
    }
  }
}
