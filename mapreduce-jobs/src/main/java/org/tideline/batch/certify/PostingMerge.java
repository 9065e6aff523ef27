package org.tideline.batch.certify;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.Result;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.posting.PostingColumns;
import org.tideline.schema.posting.PostingsBlock;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.views.certify.Side;
import org.tideline.views.posting.EntryCollector;
import org.tideline.views.posting.LastEntries;
import org.tideline.views.posting.MergedPostings;
import org.tideline.views.posting.PostingCursor;
import org.tideline.views.posting.PostingEntry;

/**
 * Merges the postings of base and realtime term by term, exactly as a reader does it. Of a term
 * that has more realtime entries than are to be held at once, as a frequent one has where the base
 * is empty and the log long, the documents are divided into two halves and each is read by itself,
 * and so on until they are few enough.
 */
final class PostingMerge {
  /** Opens what there is of the rows {@code [from, to)}. */
  @FunctionalInterface
  interface Source {
    Layers open(byte[] from, byte[] to) throws IOException;
  }

  /**
   * What both layers have of some rows.
   *
   * @param realtime a row may come in several parts
   */
  record Layers(Optional<Rows> base, List<Rows> realtime) implements AutoCloseable {
    private Optional<byte[]> leastTerm() {
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

    private boolean baseIsAt(byte[] term) {
      return base.flatMap(Rows::peek)
          .filter(row -> PostingsBlock.isOf(row.rawCells()[0], term))
          .isPresent();
    }

    private Cell takeBlock() throws IOException {
      return base.orElseThrow().take().rawCells()[0];
    }

    @Override
    public void close() throws IOException {
      for (Rows rows : realtime) {
        rows.close();
      }
      if (base.isPresent()) {
        base.get().close();
      }
    }
  }

  private final Source source;
  private final PostingPairs pairs;
  private final long maxBytes;
  private final PostingColumns block = new PostingColumns();

  /**
   * @param maxBytes of the entries of a term that are held at once, if they are of more than one
   *     document
   */
  PostingMerge(Source source, PostingPairs pairs, long maxBytes) {
    this.source = source;
    this.pairs = pairs;
    this.maxBytes = maxBytes;
  }

  /** Passes the pairs of base and of both merged of all terms in {@code [from, to)}. */
  void merge(byte[] from, byte[] to) throws IOException, InterruptedException {
    try (Layers layers = source.open(from, to)) {
      for (Optional<byte[]> term = layers.leastTerm();
          term.isPresent();
          term = layers.leastTerm()) {
        merge(term.get(), layers, DocumentShare.ALL);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void merge(byte[] term, Layers layers, DocumentShare share)
      throws IOException, InterruptedException {
    Optional<LastEntries> entries = entries(term, layers, share);
    if (entries.isEmpty()) {
      while (layers.baseIsAt(term)) {
        layers.takeBlock();
      }
      mergeAlone(term, share.half(true));
      mergeAlone(term, share.half(false));
    } else if (entries.get().size() == 0 && share.isAll()) {
      while (layers.baseIsAt(term)) {
        pairs.pass(layers.takeBlock(), Side.BASE, Side.MERGED);
      }
    } else {
      OfBase ofBase = new OfBase(layers, term, share);
      PostingCursor merged = MergedPostings.cursor(ofBase, entries.get());
      while (merged.next()) {
        if (merged.logPosition().isEmpty()) {
          ofBase.stands = true;
        } else {
          pairs.pass(term, merged, Side.MERGED);
        }
      }
    }
  }

  private void mergeAlone(byte[] term, DocumentShare share)
      throws IOException, InterruptedException {
    // The rows of a term, and of those in the base 00 and a document; no term has 00.
    byte[] after = Arrays.copyOf(term, term.length + 1);
    after[term.length] = 1;
    try (Layers layers = source.open(term, after)) {
      merge(term, layers, share);
    }
  }

  /** The last entries of a share; empty if they are too many. All of the term is read. */
  private Optional<LastEntries> entries(byte[] term, Layers layers, DocumentShare share)
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
   * The postings of one term of the base. Each is passed as such when it is left, and as one that
   * is merged if it stands there too: its key is hashed once.
   */
  private final class OfBase implements PostingCursor {
    private final Layers layers;
    private final byte[] term;
    private final DocumentShare share;
    private final BytesRef document = new BytesRef();
    private int size;
    private int at = -1;

    /** Whether there is a posting that was not left yet. */
    private boolean entered;

    /** Whether that posting is one of both layers. */
    private boolean stands;

    OfBase(Layers layers, byte[] term, DocumentShare share) {
      this.layers = layers;
      this.term = term;
      this.share = share;
    }

    @Override
    public boolean next() {
      try {
        leave();
        do {
          at++;
          if (at >= size && !nextBlock()) {
            return false;
          }
          block.id(at, document);
        } while (!share.has(document));
        entered = true;
        return true;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UncheckedIOException(
            new InterruptedIOException("interrupted while reading postings"));
      }
    }

    private void leave() throws IOException, InterruptedException {
      if (!entered) {
        return;
      }
      entered = false;
      if (stands) {
        pairs.pass(term, document, block, at, Side.BASE, Side.MERGED);
      } else {
        pairs.pass(term, document, block, at, Side.BASE);
      }
      stands = false;
    }

    private boolean nextBlock() throws IOException {
      if (!layers.baseIsAt(term)) {
        return false;
      }
      PostingsBlock.decode(layers.takeBlock(), block);
      size = block.size();
      at = 0;
      return true;
    }

    @Override
    public boolean advance(BytesRef wanted) {
      boolean more = at >= 0 || next();
      while (more && document.compareTo(wanted) < 0) {
        more = next();
      }
      return more;
    }

    @Override
    public BytesRef document() {
      return document;
    }

    @Override
    public int length() {
      return block.length(at);
    }

    @Override
    public int frequency() {
      return block.frequency(at);
    }

    @Override
    public int position(int index) {
      return block.position(at, index);
    }
  }
}
