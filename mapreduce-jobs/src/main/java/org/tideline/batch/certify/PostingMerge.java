package org.tideline.batch.certify;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.Result;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.posting.PostingsBlock;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.views.certify.Side;
import org.tideline.views.posting.EntryCollector;
import org.tideline.views.posting.LastEntries;
import org.tideline.views.posting.MergedPostings;
import org.tideline.views.posting.Posting;
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
          .filter(row -> Arrays.equals(PostingsBlock.term(row.rawCells()[0]), term))
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
    } else if (entries.get().size() == 0) {
      // Most of a large base: no object for each posting.
      while (layers.baseIsAt(term)) {
        pairs.pass(layers.takeBlock(), share, Side.BASE, Side.MERGED);
      }
    } else {
      Iterator<Posting> merged = MergedPostings.of(new OfBase(layers, term, share), entries.get());
      while (merged.hasNext()) {
        pairs.pass(term, merged.next(), Side.MERGED);
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
      for (PostingEntry entry : RealtimePostingsCell.decode(cell)) {
        if (share.has(new BytesRef(entry.document()))) {
          collected.add(entry);
        }
      }
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

  /** The postings of one term of the base, which are passed as such while they are merged. */
  private final class OfBase implements Iterator<Posting> {
    private final Layers layers;
    private final byte[] term;
    private final DocumentShare share;
    private Iterator<Posting> block = Collections.emptyIterator();

    OfBase(Layers layers, byte[] term, DocumentShare share) {
      this.layers = layers;
      this.term = term;
      this.share = share;
    }

    @Override
    public boolean hasNext() {
      while (!block.hasNext() && layers.baseIsAt(term)) {
        block = nextBlock();
      }
      return block.hasNext();
    }

    private Iterator<Posting> nextBlock() {
      try {
        Cell cell = layers.takeBlock();
        pairs.pass(cell, share, Side.BASE);
        return PostingsBlock.decode(cell).stream()
            .filter(posting -> share.has(new BytesRef(posting.document())))
            .iterator();
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
