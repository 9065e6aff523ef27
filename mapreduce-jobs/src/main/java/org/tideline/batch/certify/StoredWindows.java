package org.tideline.batch.certify;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.tideline.schema.table.BatchTable;
import org.tideline.schema.window.BatchWindowColumns;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.certify.ComparedView;
import org.tideline.views.certify.KeyRanges;
import org.tideline.views.certify.PairSink;
import org.tideline.views.certify.PlainView;
import org.tideline.views.certify.Side;
import org.tideline.views.window.AllDocuments;
import org.tideline.views.window.SumOfWindows;
import org.tideline.views.window.WindowCalendar;

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
    WindowPairs pairs = new WindowPairs(sink);
    readBatch(slice, compared, pairs);
    for (TableName table : compared.realtime()) {
      readRealtime(compared, table, slice, pairs);
    }
  }

  /** Base and generation side by side, in the order of rows: most of both is the same. */
  private static void readBatch(Slice slice, Compared compared, WindowPairs pairs)
      throws IOException, InterruptedException {
    try (Rows generation = open(compared, compared.ofGeneration(BatchTable.WORDS), slice)) {
      if (!compared.hasBase()) {
        while (generation.peek().isPresent()) {
          pairs.passGeneration(generation.take());
        }
        return;
      }
      try (Rows base = open(compared, compared.ofBase(BatchTable.WORDS), slice)) {
        while (base.peek().isPresent() || generation.peek().isPresent()) {
          int order = Rows.compare(base, generation);
          if (order == 0) {
            pairs.pass(base.take(), generation.take());
          } else if (order < 0) {
            pairs.passBase(base.take());
          } else {
            pairs.passGeneration(generation.take());
          }
        }
      }
    }
  }

  private static Rows open(Compared compared, TableName table, Slice slice) throws IOException {
    return Rows.open(
        compared.layer().connection(), table, BatchWindowColumns.scan(), slice.from(), slice.to());
  }

  private static void readRealtime(
      Compared compared, TableName table, Slice slice, WindowPairs pairs)
      throws IOException, InterruptedException {
    Connection connection = compared.layer().connection();
    WindowCalendar calendar = compared.layer().epochSettings().windows().calendar();
    if (slice.from().length == 0) {
      try (Rows rows =
          Rows.open(connection, table, scan(compared), AllDocuments.row(), AFTER_ALL_DOCUMENTS)) {
        readRealtime(rows, calendar, pairs);
      }
    }
    try (Rows rows = Rows.ofTerms(connection, table, scan(compared), slice.from(), slice.to())) {
      readRealtime(rows, calendar, pairs);
    }
  }

  private static Scan scan(Compared compared) {
    return RealtimeWordCell.scan(compared.baseCut(), compared.manifest().cut());
  }

  private static void readRealtime(Rows rows, WindowCalendar calendar, WindowPairs pairs)
      throws IOException, InterruptedException {
    while (rows.peek().isPresent()) {
      Result row = rows.take();
      SumOfWindows sum = new SumOfWindows();
      RealtimeWordCell.forEachTotal(row, (segment, stamp, total) -> sum.add(total.windows()));
      pairs.passRealtime(row, sum.total(), calendar);
    }
  }
}
