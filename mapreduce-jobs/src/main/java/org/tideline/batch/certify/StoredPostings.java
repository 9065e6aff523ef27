package org.tideline.batch.certify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.tideline.schema.posting.PostingsBlock;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.schema.table.BatchTable;
import org.tideline.views.certify.ComparedView;
import org.tideline.views.certify.KeyRanges;
import org.tideline.views.certify.PairSink;
import org.tideline.views.certify.PlainView;
import org.tideline.views.certify.Side;

/** Postings: all sides are read together, and base and realtime merged, as a reader does it. */
final class StoredPostings implements StoredView {
  private static final String BLOCKS = "blocks";

  /** Of entries of one term in memory; sorting takes up to three times as much for a moment. */
  private static final long MAX_BYTES = 32L << 20;

  @Override
  public ComparedView view() {
    return PlainView.POSTINGS;
  }

  @Override
  public Set<Side> sides(Compared compared) {
    return compared.withBase(Side.MERGED, Side.GENERATION);
  }

  @Override
  public KeyRanges ranges(Compared compared) throws IOException {
    // HBase may have split a region within a term.
    return KeyRanges.startingAt(
        StoredWords.ranges(compared, BatchTable.INDEX).starts().stream()
            .map(StoredPostings::term)
            .toList());
  }

  private static byte[] term(byte[] row) {
    for (int i = 0; i < row.length; i++) {
      if (row[i] == 0) {
        return Arrays.copyOf(row, i);
      }
    }
    return row;
  }

  @Override
  public List<Slice> slices(Compared compared, KeyRanges ranges, JobContext job) {
    return Rows.slices(this, BLOCKS, ranges);
  }

  @Override
  public void read(Slice slice, Compared compared, TaskAttemptContext task, PairSink sink)
      throws IOException, InterruptedException {
    new PostingMerge((from, to) -> layers(compared, from, to), new PostingPairs(sink), MAX_BYTES)
        .merge(slice.from(), slice.to());
  }

  private static PostingLayers layers(Compared compared, byte[] from, byte[] to)
      throws IOException {
    List<Rows> opened = new ArrayList<>();
    boolean all = false;
    try {
      for (TableName table : compared.realtime()) {
        // The row of a frequent term is larger than memory where the base is empty.
        Scan scan =
            RealtimePostingsCell.scan(compared.baseCut(), compared.manifest().cut())
                .setAllowPartialResults(true);
        opened.add(Rows.ofTerms(compared.layer().connection(), table, scan, from, to));
      }
      List<Rows> realtime = List.copyOf(opened);
      Optional<Rows> base = Optional.empty();
      if (compared.hasBase()) {
        base = Optional.of(blocks(compared, compared.ofBase(BatchTable.INDEX), from, to));
        opened.add(base.get());
      }
      Rows generation = blocks(compared, compared.ofGeneration(BatchTable.INDEX), from, to);
      all = true;
      return new PostingLayers(base, realtime, generation);
    } finally {
      if (!all) {
        for (Rows rows : opened) {
          rows.close();
        }
      }
    }
  }

  private static Rows blocks(Compared compared, TableName table, byte[] from, byte[] to)
      throws IOException {
    return Rows.open(compared.layer().connection(), table, PostingsBlock.scan(), from, to);
  }
}
