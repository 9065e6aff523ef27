package org.tideline.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.Scan;
import org.tideline.schema.posting.LivePostingsBlock;
import org.tideline.schema.posting.PostingsBlock;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.schema.table.TableNames;
import org.tideline.views.posting.MergedPostings;
import org.tideline.views.posting.Posting;
import org.tideline.views.posting.PostingEntry;

/**
 * The documents of every term as a stream in the order of the terms' bytes: one sorted scan per
 * table, merged. Terms that no document has are left out. In memory are one block of a term, the
 * realtime entries of one term, and what stands in live blocks as they were read. Not safe for use
 * by several threads.
 */
public final class PostingsExport implements AutoCloseable {
  private static final int ROWS_PER_CALL = 1_000;

  /**
   * A term and where it stands.
   *
   * @param postings one or more, in the order of documents; to be read before the next row is
   */
  public record Row(String term, Iterator<Posting> postings) {}

  /** The postings of one term, block by block. */
  private static final class Blocks implements Iterator<Posting> {
    private final TermCursor cursor;
    private final byte[] term;
    private Iterator<Posting> block = Collections.emptyIterator();

    Blocks(TermCursor cursor, byte[] term) {
      this.cursor = cursor;
      this.term = term;
    }

    @Override
    public boolean hasNext() {
      while (!block.hasNext() && cursor.isAt(term)) {
        try {
          block = PostingsBlock.decode(cursor.take().rawCells()[0]).iterator();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return block.hasNext();
    }

    @Override
    public Posting next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no more postings");
      }
      return block.next();
    }
  }

  private final Snapshot snapshot;
  private final WordCountExport.Latest latest;
  private final LayerCursors<List<LivePostingsBlock.Entries>> layers;
  private Iterator<Posting> unread = Collections.emptyIterator();

  private PostingsExport(
      Snapshot snapshot,
      WordCountExport.Latest latest,
      LayerCursors<List<LivePostingsBlock.Entries>> layers) {
    this.snapshot = snapshot;
    this.latest = latest;
    this.layers = layers;
  }

  /**
   * Begins to read.
   *
   * @param live per period, what stands in live blocks; taken over
   */
  static PostingsExport open(
      Connection connection,
      TableNames names,
      Snapshot snapshot,
      Map<Long, NavigableMap<byte[], List<LivePostingsBlock.Entries>>> live,
      WordCountExport.Latest latest)
      throws IOException {
    int generation = snapshot.serving().generation();
    Optional<LayerCursors.Batch> batch =
        generation == 0
            ? Optional.empty()
            : Optional.of(
                new LayerCursors.Batch(
                    names.index(generation),
                    PostingsBlock.scan().setCaching(ROWS_PER_CALL),
                    row -> PostingsBlock.term(row.rawCells()[0])));
    Scan recent = RealtimePostingsCell.scan(snapshot.serving().cut()).setCaching(ROWS_PER_CALL);
    return new PostingsExport(
        snapshot, latest, LayerCursors.open(connection, batch, snapshot, recent, live));
  }

  /** What the stream is read from. */
  public Reading reading() {
    return Reading.of(snapshot);
  }

  /**
   * The next row; empty at the end. What is left of the row before is passed over.
   *
   * @throws QueryException at the end, if data that the stream needs were dropped meanwhile
   */
  public Optional<Row> next() throws IOException {
    try {
      unread.forEachRemaining(posting -> {});
      Optional<byte[]> term = layers.least();
      while (term.isPresent()) {
        unread = postings(term.get());
        if (unread.hasNext()) {
          return Optional.of(new Row(new String(term.get(), StandardCharsets.UTF_8), unread));
        }
        term = layers.least();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    snapshot.requireStillWhole(latest.read());
    return Optional.empty();
  }

  private Iterator<Posting> postings(byte[] term) throws IOException {
    List<PostingEntry> entries = new ArrayList<>();
    for (LayerCursors.Period<List<LivePostingsBlock.Entries>> period : layers.realtime()) {
      entries.addAll(snapshot.entries(period.cursor().take(term), period.start()));
      period.takeLive(term).ifPresent(blocks -> blocks.forEach(block -> block.decode(entries)));
    }
    Iterator<Posting> blocks =
        layers
            .batch()
            .<Iterator<Posting>>map(cursor -> new Blocks(cursor, term))
            .orElseGet(Collections::emptyIterator);
    return MergedPostings.of(blocks, entries);
  }

  @Override
  public void close() throws IOException {
    layers.close();
  }
}
