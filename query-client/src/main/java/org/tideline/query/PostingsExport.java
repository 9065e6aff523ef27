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
import java.util.function.Function;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.util.Bytes;
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

  /** A scan that stands before a row. */
  private static final class Cursor implements AutoCloseable {
    private final Table table;
    private final ResultScanner rows;
    private final Function<Result, byte[]> term;
    private Optional<Result> next;

    Cursor(Table table, Scan scan, Function<Result, byte[]> term) throws IOException {
      this.table = table;
      this.rows = table.getScanner(scan.setCaching(ROWS_PER_CALL));
      this.term = term;
      this.next = Optional.ofNullable(rows.next());
    }

    Optional<byte[]> term() {
      return next.map(term);
    }

    boolean at(byte[] wanted) {
      return next.isPresent() && Bytes.equals(term.apply(next.get()), wanted);
    }

    Result take() throws IOException {
      Result taken = next.orElseThrow();
      next = Optional.ofNullable(rows.next());
      return taken;
    }

    @Override
    public void close() throws IOException {
      rows.close();
      table.close();
    }
  }

  /** The postings of one term, block by block. */
  private static final class Blocks implements Iterator<Posting> {
    private final Cursor cursor;
    private final byte[] term;
    private Iterator<Posting> block = Collections.emptyIterator();

    Blocks(Cursor cursor, byte[] term) {
      this.cursor = cursor;
      this.term = term;
    }

    @Override
    public boolean hasNext() {
      while (!block.hasNext() && cursor.at(term)) {
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

  /**
   * A table of realtime views.
   *
   * @param live of terms that were not taken yet, what stands in live blocks
   */
  private record Period(
      long start, Cursor cursor, NavigableMap<byte[], List<LivePostingsBlock.Entries>> live) {
    Optional<byte[]> term() {
      Optional<byte[]> inBlock = live.isEmpty() ? Optional.empty() : Optional.of(live.firstKey());
      return WordCountExport.least(cursor.term(), inBlock);
    }

    List<PostingEntry> take(byte[] term, Snapshot snapshot) throws IOException {
      List<PostingEntry> entries = new ArrayList<>();
      if (cursor.at(term)) {
        entries.addAll(snapshot.entries(cursor.take(), start));
      }
      Optional.ofNullable(live.remove(term))
          .ifPresent(blocks -> blocks.forEach(block -> block.decode(entries)));
      return entries;
    }
  }

  private final Snapshot snapshot;
  private final WordCountExport.Latest latest;
  private final Optional<Cursor> batch;
  private final List<Period> realtime;
  private Iterator<Posting> unread = Collections.emptyIterator();

  private PostingsExport(
      Snapshot snapshot,
      WordCountExport.Latest latest,
      Optional<Cursor> batch,
      List<Period> realtime) {
    this.snapshot = snapshot;
    this.latest = latest;
    this.batch = batch;
    this.realtime = realtime;
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
    Optional<Cursor> batch = Optional.empty();
    if (generation > 0) {
      Table table = connection.getTable(names.index(generation));
      batch =
          Optional.of(
              new Cursor(
                  table, PostingsBlock.scan(), row -> PostingsBlock.term(row.rawCells()[0])));
    }
    List<Period> realtime = new ArrayList<>();
    for (Map.Entry<Long, TableName> period : snapshot.realtime().entrySet()) {
      Scan scan = RealtimePostingsCell.scan(snapshot.serving().cut());
      Cursor cursor = new Cursor(connection.getTable(period.getValue()), scan, Result::getRow);
      realtime.add(new Period(period.getKey(), cursor, live.get(period.getKey())));
    }
    return new PostingsExport(snapshot, latest, batch, realtime);
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
      Optional<byte[]> term = least();
      while (term.isPresent()) {
        unread = postings(term.get());
        if (unread.hasNext()) {
          return Optional.of(new Row(new String(term.get(), StandardCharsets.UTF_8), unread));
        }
        term = least();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    snapshot.requireStillWhole(latest.read());
    return Optional.empty();
  }

  private Iterator<Posting> postings(byte[] term) throws IOException {
    List<PostingEntry> entries = new ArrayList<>();
    for (Period period : realtime) {
      entries.addAll(period.take(term, snapshot));
    }
    Iterator<Posting> blocks =
        batch.isPresent() ? new Blocks(batch.get(), term) : Collections.emptyIterator();
    return MergedPostings.of(blocks, entries);
  }

  private Optional<byte[]> least() {
    Optional<byte[]> least = batch.flatMap(Cursor::term);
    for (Period period : realtime) {
      least = WordCountExport.least(least, period.term());
    }
    return least;
  }

  @Override
  public void close() throws IOException {
    if (batch.isPresent()) {
      batch.get().close();
    }
    for (Period period : realtime) {
      period.cursor().close();
    }
  }
}
