package org.tideline.batch.certify;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.client.Result;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.views.certify.Side;
import org.tideline.views.posting.EntryCollector;
import org.tideline.views.posting.LastEntries;
import org.tideline.views.posting.MergedPostings;
import org.tideline.views.posting.PostingCursor;
import org.tideline.views.posting.PostingEntry;

/**
 * Merges the postings of base and realtime term by term, exactly as a reader does it, beside those
 * of the new generation: what all sides agree on, which is almost everything, is passed once for
 * all of them. Of a term that has more realtime entries than are to be held at once, as a frequent
 * one has where the base is empty and the log long, the documents are divided into two halves and
 * each is read by itself, and so on until they are few enough.
 */
final class PostingMerge {
  /** Opens what there is of the rows {@code [from, to)}. */
  @FunctionalInterface
  interface Source {
    PostingLayers open(byte[] from, byte[] to) throws IOException;
  }

  private static final Side[] OF_BASE = {Side.BASE};
  private static final Side[] OF_BOTH = {Side.BASE, Side.MERGED};
  private static final Side[] OF_ALL = {Side.BASE, Side.MERGED, Side.GENERATION};

  private final Source source;
  private final PostingPairs pairs;
  private final long maxBytes;
  private final OfBase base = new OfBase();
  private final TermBlocks generation = new TermBlocks();

  /**
   * @param maxBytes of the entries of a term that are held at once, if they are of more than one
   *     document
   */
  PostingMerge(Source source, PostingPairs pairs, long maxBytes) {
    this.source = source;
    this.pairs = pairs;
    this.maxBytes = maxBytes;
  }

  /** Passes the pairs of all sides of all terms in {@code [from, to)}. */
  void merge(byte[] from, byte[] to) throws IOException, InterruptedException {
    try (PostingLayers layers = source.open(from, to)) {
      for (Optional<byte[]> term = layers.leastTerm();
          term.isPresent();
          term = layers.leastTerm()) {
        merge(term.get(), layers, DocumentShare.ALL);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void merge(byte[] term, PostingLayers layers, DocumentShare share)
      throws IOException, InterruptedException {
    Optional<LastEntries> entries = entries(term, layers, share);
    base.begin(layers.base(), term, share);
    generation.begin(Optional.of(layers.generation()), term, share);
    if (entries.isEmpty()) {
      base.blocks.skip();
      generation.skip();
      mergeAlone(term, share.half(true));
      mergeAlone(term, share.half(false));
    } else if (entries.get().size() == 0) {
      passEqualBlocks(share);
      compare(term, base);
    } else {
      compare(term, MergedPostings.cursor(base, entries.get()));
    }
  }

  /** Most of the terms of a base do not change: their blocks are the same, byte by byte. */
  private void passEqualBlocks(DocumentShare share) throws IOException, InterruptedException {
    while (share.isAll()) {
      Optional<Cell> before = base.blocks.peek();
      Optional<Cell> now = generation.peek();
      if (before.isEmpty()
          || now.isEmpty()
          || !CellUtil.matchingRows(before.get(), now.get())
          || !CellUtil.matchingValue(before.get(), now.get())) {
        return;
      }
      base.blocks.take();
      pairs.pass(generation.take(), OF_ALL);
    }
  }

  /** Goes along what is merged and what the generation has. */
  private void compare(byte[] term, PostingCursor merged) throws IOException, InterruptedException {
    boolean inMerged = merged.next();
    boolean inGeneration = generation.next();
    while (inMerged || inGeneration) {
      int order =
          !inGeneration ? -1 : !inMerged ? 1 : merged.document().compareTo(generation.document());
      boolean agree = order == 0 && agree(merged);
      if (order <= 0) {
        passMerged(term, merged, agree);
        inMerged = merged.next();
      }
      if (order >= 0) {
        if (!agree) {
          pairs.pass(term, generation, Side.GENERATION);
        }
        inGeneration = generation.next();
      }
    }
  }

  private boolean agree(PostingCursor merged) {
    if (merged.frequency() != generation.frequency() || merged.length() != generation.length()) {
      return false;
    }
    for (int i = 0; i < merged.frequency(); i++) {
      if (merged.position(i) != generation.position(i)) {
        return false;
      }
    }
    return true;
  }

  private void passMerged(byte[] term, PostingCursor merged, boolean agrees)
      throws IOException, InterruptedException {
    if (merged.logPosition().isEmpty()) {
      base.sides = agrees ? OF_ALL : OF_BOTH;
    } else if (agrees) {
      pairs.pass(term, merged, Side.MERGED, Side.GENERATION);
    } else {
      pairs.pass(term, merged, Side.MERGED);
    }
  }

  private void mergeAlone(byte[] term, DocumentShare share)
      throws IOException, InterruptedException {
    // The rows of a term, and of those in the base 00 and a document; no term has 00.
    byte[] after = Arrays.copyOf(term, term.length + 1);
    after[term.length] = 1;
    try (PostingLayers layers = source.open(term, after)) {
      merge(term, layers, share);
    }
  }

  /** The last entries of a share; empty if they are too many. All of the term is read. */
  private Optional<LastEntries> entries(byte[] term, PostingLayers layers, DocumentShare share)
      throws IOException {
    Optional<EntryCollector> collected = Optional.of(new EntryCollector());
    for (Rows rows : layers.realtime()) {
      while (rows.peek().filter(row -> Arrays.equals(row.getRow(), term)).isPresent()) {
        Result part = rows.take();
        if (collected.isPresent()) {
          collected = added(part, collected.get(), share);
        }
      }
    }
    return collected.map(EntryCollector::last);
  }

  private Optional<EntryCollector> added(
      Result part, EntryCollector collector, DocumentShare share) {
    EntryCollector collected = collector;
    for (Cell cell : part.rawCells()) {
      add(cell, collected, share);
      if (collected.bytes() > maxBytes) {
        // Older entries of the same documents may be most of it.
        LastEntries last = collected.last();
        collected = new EntryCollector();
        collected.add(last);
        if (collected.bytes() > maxBytes / 2 && last.size() > 1) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(collected);
  }

  private static void add(Cell cell, EntryCollector collector, DocumentShare share) {
    if (share.isAll()) {
      RealtimePostingsCell.collect(cell, collector);
      return;
    }
    for (PostingEntry entry : RealtimePostingsCell.decode(cell)) {
      if (share.has(new BytesRef(entry.document()))) {
        collector.add(entry);
      }
    }
  }

  /**
   * The postings of one term of the base. Each is passed when it is left, to the base and to those
   * sides that it was found to be of by then.
   */
  private final class OfBase implements PostingCursor {
    private final TermBlocks blocks = new TermBlocks();
    private byte[] term = {};
    private boolean entered;
    private Side[] sides = OF_BASE;

    void begin(Optional<Rows> rows, byte[] newTerm, DocumentShare share) {
      blocks.begin(rows, newTerm, share);
      term = newTerm;
    }

    @Override
    public boolean next() {
      leave();
      entered = blocks.next();
      return entered;
    }

    private void leave() {
      if (!entered) {
        return;
      }
      try {
        pairs.pass(term, blocks, sides);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UncheckedIOException(
            new InterruptedIOException("interrupted while reading postings"));
      }
      sides = OF_BASE;
    }

    @Override
    public boolean advance(BytesRef wanted) {
      boolean more = entered || next();
      while (more && document().compareTo(wanted) < 0) {
        more = next();
      }
      return more;
    }

    @Override
    public BytesRef document() {
      return blocks.document();
    }

    @Override
    public int length() {
      return blocks.length();
    }

    @Override
    public int frequency() {
      return blocks.frequency();
    }

    @Override
    public int position(int index) {
      return blocks.position(index);
    }
  }
}
