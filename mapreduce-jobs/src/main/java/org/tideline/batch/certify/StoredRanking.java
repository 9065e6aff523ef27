package org.tideline.batch.certify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.ranking.RankingRow;
import org.tideline.schema.table.BatchTable;
import org.tideline.views.certify.ComparedView;
import org.tideline.views.certify.KeyRanges;
import org.tideline.views.certify.PairSink;
import org.tideline.views.certify.PlainView;
import org.tideline.views.certify.Side;
import org.tideline.views.count.WordCount;

/**
 * The ranking, held against the words of its own generation: rows are in the order of counts, so
 * that every region has terms of all ranges.
 */
final class StoredRanking implements StoredView {
  private static final String WORDS = "words";
  private static final String BASE = "base";
  private static final String GENERATION = "generation";

  @Override
  public ComparedView view() {
    return PlainView.RANKING;
  }

  @Override
  public Set<Side> sides(Compared compared) {
    return compared.withBase(Side.MERGED, Side.GENERATION);
  }

  @Override
  public KeyRanges ranges(Compared compared) throws IOException {
    return StoredWords.ranges(compared, BatchTable.WORDS);
  }

  @Override
  public List<Slice> slices(Compared compared, KeyRanges ranges, JobContext job)
      throws IOException {
    Connection connection = compared.layer().connection();
    List<Slice> slices = new ArrayList<>(Rows.slices(this, WORDS, ranges));
    slices.addAll(
        Rows.slices(this, GENERATION, connection, compared.ofGeneration(BatchTable.RANKING)));
    if (compared.hasBase()) {
      slices.addAll(Rows.slices(this, BASE, connection, compared.ofBase(BatchTable.RANKING)));
    }
    return slices;
  }

  @Override
  public void read(Slice slice, Compared compared, TaskAttemptContext task, PairSink sink)
      throws IOException, InterruptedException {
    switch (slice.source()) {
      case WORDS ->
          StoredWords.read(
              compared, compared.ofGeneration(BatchTable.WORDS), slice, sink, Side.MERGED);
      case BASE -> read(compared, compared.ofBase(BatchTable.RANKING), slice, sink, Side.BASE);
      case GENERATION ->
          read(compared, compared.ofGeneration(BatchTable.RANKING), slice, sink, Side.GENERATION);
      default -> throw new IllegalArgumentException("no source " + slice);
    }
  }

  private static void read(
      Compared compared, TableName table, Slice slice, PairSink sink, Side side)
      throws IOException, InterruptedException {
    Connection connection = compared.layer().connection();
    try (Rows rows = Rows.open(connection, table, RankingRow.scan(), slice.from(), slice.to())) {
      long[] values = new long[2];
      while (rows.peek().isPresent()) {
        Cell cell = rows.take().rawCells()[0];
        WordCount count = RankingRow.count(cell);
        values[0] = count.occurrences();
        values[1] = count.documents();
        sink.accept(new BytesRef(RankingRow.term(cell)), values, side);
      }
    }
  }
}
