package org.tideline.batch.certify;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Result;
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
import org.tideline.views.posting.MergedPostings;
import org.tideline.views.posting.Posting;
import org.tideline.views.posting.PostingEntry;

/** Postings: base and realtime are merged term by term, exactly as a reader does it. */
final class StoredPostings implements StoredView {
  private static final String MERGED = "merged";
  private static final String GENERATION = "generation";

  @Override
  public ComparedView view() {
    return PlainView.POSTINGS;
  }

  @Override
  public Set<Side> sides(Compared compared) {
    Set<Side> sides = EnumSet.of(Side.MERGED, Side.GENERATION);
    if (compared.hasBase()) {
      sides.add(Side.BASE);
    }
    return sides;
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
    List<Slice> slices = new ArrayList<>(Rows.slices(this, MERGED, ranges));
    slices.addAll(Rows.slices(this, GENERATION, ranges));
    return slices;
  }

  @Override
  public void read(Slice slice, Compared compared, TaskAttemptContext task, PairSink sink)
      throws IOException, InterruptedException {
    switch (slice.source()) {
      case MERGED -> readMerged(slice, compared, sink);
      case GENERATION -> readGeneration(slice, compared, sink);
      default -> throw new IllegalArgumentException("no source " + slice);
    }
  }

  private static void readGeneration(Slice slice, Compared compared, PairSink sink)
      throws IOException, InterruptedException {
    PostingPairs pairs = new PostingPairs(sink);
    try (Rows rows = blocks(compared, compared.ofGeneration(BatchTable.INDEX), slice)) {
      while (rows.peek().isPresent()) {
        pairs.pass(rows.take().rawCells()[0], Side.GENERATION);
      }
    }
  }

  private static Rows blocks(Compared compared, TableName table, Slice slice) throws IOException {
    return Rows.open(
        compared.layer().connection(), table, PostingsBlock.scan(), slice.from(), slice.to());
  }

  private static void readMerged(Slice slice, Compared compared, PairSink sink)
      throws IOException, InterruptedException {
    List<Rows> realtime = new ArrayList<>();
    Optional<Rows> base = Optional.empty();
    try {
      for (TableName table : compared.realtime()) {
        realtime.add(
            Rows.ofTerms(
                compared.layer().connection(),
                table,
                RealtimePostingsCell.scan(compared.baseCut(), compared.manifest().cut()),
                slice.from(),
                slice.to()));
      }
      if (compared.hasBase()) {
        base = Optional.of(blocks(compared, compared.ofBase(BatchTable.INDEX), slice));
      }
      merge(base, realtime, new PostingPairs(sink));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      for (Rows rows : realtime) {
        rows.close();
      }
      if (base.isPresent()) {
        base.get().close();
      }
    }
  }

  private static void merge(Optional<Rows> base, List<Rows> realtime, PostingPairs pairs)
      throws IOException, InterruptedException {
    for (Optional<byte[]> next = least(base, realtime);
        next.isPresent();
        next = least(base, realtime)) {
      byte[] term = next.get();
      List<PostingEntry> entries = new ArrayList<>();
      for (Rows rows : realtime) {
        if (rows.peek().filter(row -> Arrays.equals(row.getRow(), term)).isPresent()) {
          entries.addAll(RealtimePostingsCell.entries(rows.take()));
        }
      }
      if (entries.isEmpty()) {
        // Most of a large base: no object for each posting.
        while (isAt(base, term)) {
          pairs.pass(base.get().take().rawCells()[0], Side.BASE, Side.MERGED);
        }
      } else {
        Iterator<Posting> merged = MergedPostings.of(new OfBase(base, term, pairs), entries);
        while (merged.hasNext()) {
          pairs.pass(term, merged.next(), Side.MERGED);
        }
      }
    }
  }

  private static Optional<byte[]> least(Optional<Rows> base, List<Rows> realtime) {
    Optional<byte[]> least =
        base.flatMap(Rows::peek).map(row -> PostingsBlock.term(row.rawCells()[0]));
    for (Rows rows : realtime) {
      Optional<byte[]> term = rows.peek().map(Result::getRow);
      if (term.isPresent()
          && (least.isEmpty() || Arrays.compareUnsigned(term.get(), least.get()) < 0)) {
        least = term;
      }
    }
    return least;
  }

  private static boolean isAt(Optional<Rows> base, byte[] term) {
    return base.flatMap(Rows::peek)
        .filter(row -> Arrays.equals(PostingsBlock.term(row.rawCells()[0]), term))
        .isPresent();
  }

  /** The postings of one term of the base, which are passed as such while they are merged. */
  private static final class OfBase implements Iterator<Posting> {
    private final Optional<Rows> base;
    private final byte[] term;
    private final PostingPairs pairs;
    private Iterator<Posting> block = Collections.emptyIterator();

    OfBase(Optional<Rows> base, byte[] term, PostingPairs pairs) {
      this.base = base;
      this.term = term;
      this.pairs = pairs;
    }

    @Override
    public boolean hasNext() {
      while (!block.hasNext() && isAt(base, term)) {
        block = nextBlock();
      }
      return block.hasNext();
    }

    private Iterator<Posting> nextBlock() {
      try {
        Cell cell = base.orElseThrow().take().rawCells()[0];
        pairs.pass(cell, Side.BASE);
        return PostingsBlock.decode(cell).iterator();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UncheckedIOException(
            new InterruptedIOException("interrupted while reading postings"));
      }
    }

    @Override
    public Posting next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no more postings");
      }
      return block.next();
    }
  }
}
