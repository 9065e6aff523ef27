package org.tideline.schema.posting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.Put;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.StoredFields;
import org.tideline.schema.live.LiveParts;
import org.tideline.schema.live.LiveRow;
import org.tideline.schema.live.LiveTerms;
import org.tideline.views.posting.EntryCollector;
import org.tideline.views.posting.PostingEntry;
import org.tideline.views.realtime.Flush;

/**
 * What the versions of a live flush did to the terms of one shard: the entries since the flush
 * before, as a piece has them in the row of the term. Of all entries of a term and a document, here
 * and there, the one with the greatest position tells.
 *
 * <pre>
 *   row, qualifier, timestamp  {@link LiveRow}; a further part begins with the first term that would
 *              bring one above 4 MiB
 *   family     lp
 *   value      formatVersion(1) | bucketStart(vlong) | segment(vint) | until the end:
 *                length of term(vint) | term, UTF-8, rising | bytes of entries(vint)
 *                | entries as in {@link RealtimePostingsCell}, positions falling
 * </pre>
 *
 * Example: in segment 2 of the bucket at 10,000 ms the version at position 305 of {@code b} has
 * {@code a} no more, and the one at 303 of {@code d} has it at 2 of its 40 terms:
 *
 * <pre>
 *   value  01 90 4e 02  01 61 0b  b1 02 01 62 00  02 01 64 01 28 02
 * </pre>
 */
public final class LivePostingsBlock {
  private static final int FORMAT_VERSION = 1;

  private LivePostingsBlock() {}

  /**
   * Adds the block of a live flush to the put of a row.
   *
   * @param terms those of the row's shard, rising
   */
  public static void addTo(Put put, Flush flush, List<Flush.TermCells> terms) {
    ByteBuffersDataOutput entries = ByteBuffersDataOutput.newResettableInstance();
    try {
      LiveParts parts = new LiveParts(FORMAT_VERSION, flush.segment());
      for (Flush.TermCells cells : terms) {
        entries.reset();
        RealtimeEntries.write(entries, cells.postings()::forEach);
        ByteBuffersDataOutput out = parts.term(cells.term(), Integer.BYTES + 1 + entries.size());
        out.writeVInt(Math.toIntExact(entries.size()));
        entries.copyTo(out);
      }
      parts.addTo(put, LiveRow.POSTINGS, flush);
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer in memory cannot fail to be written", e);
    }
  }

  /**
   * What a block has of one term.
   *
   * @throws CorruptDataException if it is not of this format
   */
  public static Optional<Entries> find(Cell cell, byte[] term) {
    try {
      LiveTerms terms = new LiveTerms(FORMAT_VERSION, cell);
      while (terms.next()) {
        int order = terms.compareTo(term);
        if (order > 0) {
          break;
        }
        Entries entries = Entries.next(cell, terms);
        if (order == 0) {
          return Optional.of(entries);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw corrupt(cell, e);
    }
  }

  /** What a block has of a term, in the block's own bytes. */
  public static final class Entries {
    private final Cell cell;
    private final int offset;
    private final int length;

    private Entries(Cell cell, int offset, int length) {
      this.cell = cell;
      this.offset = offset;
      this.length = length;
    }

    /** Those of the term that {@code terms} is at, which goes on behind them. */
    private static Entries next(Cell cell, LiveTerms terms) throws IOException {
      int bytes = terms.fields().readCount("bytes");
      int end = cell.getValueOffset() + cell.getValueLength();
      Entries entries = new Entries(cell, end - terms.fields().remaining(), bytes);
      terms.fields().skipBytes(bytes);
      return entries;
    }

    /**
     * Gives them to {@code into}.
     *
     * @return the greatest of their positions in the log; empty if there is no entry
     * @throws CorruptDataException if they are not of this format
     */
    public OptionalLong collect(EntryCollector into) {
      try {
        return RealtimeEntries.collect(fields(), length, into);
      } catch (IOException | IllegalArgumentException e) {
        throw corrupt(cell, e);
      }
    }

    private StoredFields fields() {
      return StoredFields.within(cell.getValueArray(), offset, length);
    }

    /**
     * Adds them to {@code into}.
     *
     * @throws CorruptDataException if they are not of this format
     */
    public void decode(List<PostingEntry> into) {
      try {
        RealtimeEntries.read(fields(), length, into);
      } catch (IOException | IllegalArgumentException e) {
        throw corrupt(cell, e);
      }
    }
  }

  /**
   * Gives all terms of a block with their entries.
   *
   * @throws CorruptDataException if it is not of this format
   */
  public static void forEach(Cell cell, BiConsumer<byte[], Entries> receiver) {
    try {
      LiveTerms terms = new LiveTerms(FORMAT_VERSION, cell);
      while (terms.next()) {
        byte[] term = terms.term();
        receiver.accept(term, Entries.next(cell, terms));
      }
    } catch (IOException e) {
      throw corrupt(cell, e);
    }
  }

  private static CorruptDataException corrupt(Cell cell, Exception e) {
    return new CorruptDataException("%s: %s".formatted(LiveRow.where(cell), e.getMessage()), e);
  }
}
