package org.tideline.schema.word;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.Put;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.StoredFields;
import org.tideline.schema.live.LiveParts;
import org.tideline.schema.live.LiveRow;
import org.tideline.schema.live.LiveTerms;
import org.tideline.schema.window.StoredWindows;
import org.tideline.views.count.WordCount;
import org.tideline.views.realtime.Flush;
import org.tideline.views.time.Segment;
import org.tideline.views.window.TermTotal;

/**
 * The totals of the terms of one shard that a live flush touched: each is that of the segment up to
 * the last record of the block, as {@link RealtimeWordCell} has it in the row of the term, but with
 * those windows only that changed since the flush before. Of all totals of a segment, here and
 * there, the one with the greatest stamp tells, and of its windows each for itself.
 *
 * <pre>
 *   row, qualifier, timestamp  {@link LiveRow}; a further part begins with the first term that would
 *              bring one above 4 MiB
 *   family     lw
 *   value      formatVersion(1) | bucketStart(vlong) | segment(vint) | until the end:
 *                length of term(vint) | term, UTF-8, rising
 *                | occurrences(zlong) | documents(zlong) | windows as in {@link StoredWindows}
 * </pre>
 *
 * The format version is 2; version 1 had all windows of the segment. Example: in segment 2 of the
 * bucket at 10,000 ms 3 occurrences and 1 document less of {@code a}, by one change in minute 10,
 * and 2 and 1 more of {@code bc} by another:
 *
 * <pre>
 *   value  02 90 4e 02  01 61 05 01 02 a0 01 05 01 01  02 62 63 04 02 02 a0 01 04 02 01
 * </pre>
 */
public final class LiveWordsBlock {
  private static final int FORMAT_VERSION = 2;

  private LiveWordsBlock() {}

  /**
   * Adds the block of a live flush to the put of a row.
   *
   * @param terms those of the row's shard, rising
   */
  public static void addTo(Put put, Flush flush, List<Flush.TermCells> terms) {
    try {
      LiveParts parts = new LiveParts(FORMAT_VERSION, flush.segment());
      ByteBuffersDataOutput many = ByteBuffersDataOutput.newResettableInstance();
      for (Flush.TermCells cells : terms) {
        TermTotal total = cells.total().orElseThrow();
        if (total.windows().size() < StoredTotal.FEW_WINDOWS) {
          StoredTotal.write(parts.term(cells.term(), StoredTotal.maxBytes(total)), total);
        } else {
          // What they take at most is many times what they take.
          many.reset();
          StoredTotal.write(many, total);
          many.copyTo(parts.term(cells.term(), many.size()));
        }
      }
      parts.addTo(put, LiveRow.WORDS, flush);
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer in memory cannot fail to be written", e);
    }
  }

  /** Takes what a block has of a term. */
  @FunctionalInterface
  public interface Receiver {
    void accept(byte[] term, Segment segment, long stamp, WordCount total);
  }

  /** A total with its stamp; of which only the count is wanted, without windows. */
  public record Total(Segment segment, long stamp, TermTotal total) {}

  private interface TotalReader {
    TermTotal read(StoredFields in) throws IOException;
  }

  /**
   * What a block has of one term; only the count.
   *
   * @throws CorruptDataException if it is not of this format
   */
  public static Optional<Total> find(Cell cell, int partition, byte[] term) {
    StoredTotal total = new StoredTotal();
    return find(
        cell,
        partition,
        term,
        in -> {
          total.read(in);
          return TermTotal.withoutWindows(total.total());
        });
  }

  /**
   * What a block has of one term, windows and all.
   *
   * @throws CorruptDataException if it is not of this format
   */
  public static Optional<Total> findTotal(Cell cell, int partition, byte[] term) {
    return find(cell, partition, term, StoredTotal::readTotal);
  }

  private static Optional<Total> find(Cell cell, int partition, byte[] term, TotalReader wanted) {
    StoredTotal other = new StoredTotal();
    try {
      LiveTerms terms = new LiveTerms(FORMAT_VERSION, cell);
      while (terms.next()) {
        int order = terms.compareTo(term);
        if (order > 0) {
          break;
        }
        if (order == 0) {
          TermTotal total = wanted.read(terms.fields());
          return Optional.of(new Total(terms.segment(partition), cell.getTimestamp(), total));
        }
        other.read(terms.fields());
      }
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw corrupt(cell, e);
    }
  }

  /**
   * Gives the counts of all terms of a block.
   *
   * @throws CorruptDataException if it is not of this format
   */
  public static void forEach(Cell cell, int partition, Receiver receiver) {
    StoredTotal total = new StoredTotal();
    try {
      LiveTerms terms = new LiveTerms(FORMAT_VERSION, cell);
      Segment segment = terms.segment(partition);
      while (terms.next()) {
        total.read(terms.fields());
        receiver.accept(terms.term(), segment, cell.getTimestamp(), total.total());
      }
    } catch (IOException e) {
      throw corrupt(cell, e);
    }
  }

  private static CorruptDataException corrupt(Cell cell, Exception e) {
    return new CorruptDataException("%s: %s".formatted(LiveRow.where(cell), e.getMessage()), e);
  }
}
