package org.tideline.batch.certify;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.tideline.schema.table.BatchTable;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.certify.ComparedView;
import org.tideline.views.certify.KeyRanges;
import org.tideline.views.certify.PairSink;
import org.tideline.views.certify.PlainView;
import org.tideline.views.certify.Side;
import org.tideline.views.count.WordCount;

/** Word counts: a sum, so that no side has to be read beside another. */
final class StoredWords implements StoredView {
  private static final String COUNTS = "counts";

  @Override
  public ComparedView view() {
    return PlainView.WORDS;
  }

  @Override
  public Set<Side> sides(Compared compared) {
    return compared.withBase(Side.REALTIME, Side.MERGED, Side.GENERATION);
  }

  @Override
  public KeyRanges ranges(Compared compared) throws IOException {
    return ranges(compared, BatchTable.WORDS);
  }

  static KeyRanges ranges(Compared compared, BatchTable table) throws IOException {
    return KeyRanges.startingAt(
        Rows.regionStarts(compared.layer().connection(), compared.ofGeneration(table)));
  }

  @Override
  public List<Slice> slices(Compared compared, KeyRanges ranges, JobContext job) {
    return Rows.slices(this, COUNTS, ranges);
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

  static void read(Compared compared, TableName table, Slice slice, PairSink sink, Side... sides)
      throws IOException, InterruptedException {
    Connection connection = compared.layer().connection();
    try (Rows rows =
        Rows.open(connection, table, BatchWordColumns.scan(), slice.from(), slice.to())) {
      long[] values = new long[2];
      while (rows.peek().isPresent()) {
        Result row = rows.take();
        pass(row, BatchWordColumns.count(row), values, sink, sides);
      }
    }
  }

  private static void readRealtime(Compared compared, TableName table, Slice slice, PairSink sink)
      throws IOException, InterruptedException {
    try (Rows rows =
        Rows.ofTerms(
            compared.layer().connection(),
            table,
            RealtimeWordCell.scan(compared.baseCut(), compared.manifest().cut()),
            slice.from(),
            slice.to())) {
      long[] values = new long[2];
      while (rows.peek().isPresent()) {
        Result row = rows.take();
        pass(row, RealtimeWordCell.sum(row), values, sink, Side.REALTIME, Side.MERGED);
      }
    }
  }

  private static void pass(Result row, WordCount count, long[] values, PairSink sink, Side... sides)
      throws IOException, InterruptedException {
    values[0] = count.occurrences();
    values[1] = count.documents();
    sink.accept(Rows.key(row), values, sides);
  }
}
