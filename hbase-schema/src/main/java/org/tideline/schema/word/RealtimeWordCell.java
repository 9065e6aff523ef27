package org.tideline.schema.word;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.IntPredicate;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.StoredFields;
import org.tideline.schema.format.StoredValue;
import org.tideline.schema.window.StoredWindows;
import org.tideline.views.count.WordCount;
import org.tideline.views.time.Cut;
import org.tideline.views.time.Segment;
import org.tideline.views.time.Stamp;
import org.tideline.views.window.TermTotal;

/**
 * Realtime count cell: what one segment of the log changed. A longer prefix of the segment
 * overwrites a shorter one, whoever writes it and whenever it arrives.
 *
 * <pre>
 *   row        term, UTF-8
 *   family     w
 *   qualifier  bucketStart(8, big-endian, sign bit flipped) | partition(4, big-endian) | segment(4, big-endian)
 *   timestamp  stamp of the last record included
 *   value      formatVersion(1) | occurrences(zlong) | documents(zlong) | windows as in {@link StoredWindows}
 * </pre>
 *
 * Qualifiers sort by bucket, then partition, then segment. The format version is 2; version 1 had
 * no windows, and is read without them. All documents count in the row U+0000, which no word has.
 * Example: 3 occurrences less and 1 document less in segment 2 of partition 1 of the bucket at
 * 10,000 ms, by one change in minute 10, on time for all its windows:
 *
 * <pre>
 *   qualifier  80 00 00 00 00 00 27 10  00 00 00 01  00 00 00 02      value  02 05 01 02 a0 01 05 01 01
 * </pre>
 */
public final class RealtimeWordCell {
  /** The column family. */
  public static final byte[] FAMILY = Bytes.toBytes("w");

  private static final int QUALIFIER_BYTES = Long.BYTES + 2 * Integer.BYTES;
  private static final int FORMAT_VERSION = 2;
  private static final int WITHOUT_WINDOWS = 1;

  /** The first row that may be a word; before it stand rows of other kinds. */
  private static final byte[] FIRST_WORD = {1};

  private RealtimeWordCell() {}

  /** Writes the total of one term. */
  public static Put put(Segment segment, long stamp, byte[] term, TermTotal total) {
    Put put = new Put(term);
    addTo(put, qualifier(segment), stamp, total);
    return put;
  }

  /** Adds the cell of a term to the put of its row; every cell of a flush has one qualifier. */
  public static void addTo(Put put, byte[] qualifier, long stamp, TermTotal total) {
    put.addColumn(FAMILY, qualifier, stamp, encode(total));
  }

  /** The qualifier of all cells of a segment. */
  public static byte[] qualifier(Segment segment) {
    return ByteBuffer.allocate(QUALIFIER_BYTES)
        .putLong(segment.bucketStart() ^ Long.MIN_VALUE)
        .putInt(segment.partition())
        .putInt(Math.toIntExact(segment.number()))
        .array();
  }

  /**
   * The segment that the qualifier of {@code cell} names.
   *
   * @throws CorruptDataException if it is not one
   */
  public static Segment segment(Cell cell) {
    requireQualifier(cell);
    ByteBuffer in =
        ByteBuffer.wrap(
            cell.getQualifierArray(), cell.getQualifierOffset(), cell.getQualifierLength());
    return new Segment(in.getLong() ^ Long.MIN_VALUE, in.getInt(), in.getInt());
  }

  private static void requireQualifier(Cell cell) {
    if (cell.getQualifierLength() != QUALIFIER_BYTES) {
      throw new CorruptDataException(
          "%s: expected a qualifier of %d bytes, found %d"
              .formatted(where(cell), QUALIFIER_BYTES, cell.getQualifierLength()));
    }
  }

  static byte[] encode(TermTotal total) {
    return total.windows().size() < StoredTotal.FEW_WINDOWS
        ? StoredValue.encode(
            FORMAT_VERSION, StoredTotal.maxBytes(total), out -> StoredTotal.write(out, total))
        : StoredValue.encode(FORMAT_VERSION, out -> StoredTotal.write(out, total));
  }

  /** Reads what the speed layer has of {@code term} at or after {@code cut}. */
  public static Get get(byte[] term, Cut cut) {
    try {
      return new Get(term).addFamily(FAMILY).setTimeRange(cut.stamp(), Long.MAX_VALUE);
    } catch (IOException e) {
      throw new IllegalArgumentException("time range from " + cut.stamp(), e);
    }
  }

  /**
   * Reads what the speed layer has of every term at or after {@code cut}, in the order of terms.
   */
  public static Scan scan(Cut cut) {
    return scan(cut.ingestTime());
  }

  /** Reads what the speed layer has of every term at or after one cut and before another. */
  public static Scan scan(Cut from, Cut to) {
    try {
      return new Scan().addFamily(FAMILY).setTimeRange(from.stamp(), to.stamp());
    } catch (IOException e) {
      throw new IllegalArgumentException("time range from " + from.stamp(), e);
    }
  }

  /** Reads the bucket that begins at {@code bucketStart} and all after it. */
  public static Scan scan(long bucketStart) {
    long stamp = Stamp.ofCut(bucketStart);
    try {
      return new Scan()
          .withStartRow(FIRST_WORD)
          .addFamily(FAMILY)
          .setTimeRange(stamp, Long.MAX_VALUE);
    } catch (IOException e) {
      throw new IllegalArgumentException("time range from " + stamp, e);
    }
  }

  /**
   * The sum of the cells of a row, {@link WordCount#ZERO} if there is none.
   *
   * @throws CorruptDataException if a cell is not of this format
   */
  public static WordCount sum(Result row) {
    return sum(row, partition -> true);
  }

  /** The sum of those cells of a row that {@code partitions} wants. */
  public static WordCount sum(Result row, IntPredicate partitions) {
    long[] sums = {0, 0};
    forEach(
        row,
        (partition, bucketStart, segment, stamp, occurrences, documents) -> {
          if (partitions.test(partition)) {
            sums[0] = Math.addExact(sums[0], occurrences);
            sums[1] = Math.addExact(sums[1], documents);
          }
        });
    return sums[0] == 0 && sums[1] == 0 ? WordCount.ZERO : new WordCount(sums[0], sums[1]);
  }

  /** Takes what a cell holds. */
  @FunctionalInterface
  public interface Receiver {
    /** What a segment of the bucket that begins at {@code bucketStart} adds. */
    void accept(
        int partition, long bucketStart, int segment, long stamp, long occurrences, long documents);
  }

  /**
   * Gives every cell of a row.
   *
   * @throws CorruptDataException if a cell is not of this format
   */
  public static void forEach(Result row, Receiver receiver) {
    if (row.isEmpty()) {
      return;
    }
    // A frequent word has a cell for every bucket: no object for each.
    StoredFields fields = new StoredFields();
    StoredTotal total = new StoredTotal();
    for (Cell cell : row.rawCells()) {
      requireQualifier(cell);
      byte[] qualifier = cell.getQualifierArray();
      int at = cell.getQualifierOffset();
      try {
        boolean windowsFollow = begin(fields, cell);
        total.readCount(fields);
        if (!windowsFollow) {
          fields.end();
        }
      } catch (IOException e) {
        throw new CorruptDataException("%s: %s".formatted(where(cell), e.getMessage()), e);
      }
      receiver.accept(
          Bytes.toInt(qualifier, at + Long.BYTES),
          Bytes.toLong(qualifier, at) ^ Long.MIN_VALUE,
          Bytes.toInt(qualifier, at + Long.BYTES + Integer.BYTES),
          cell.getTimestamp(),
          total.occurrences(),
          total.documents());
    }
  }

  /** Turns to the value of a cell; whether windows follow its counts. */
  private static boolean begin(StoredFields fields, Cell cell) throws IOException {
    boolean old =
        cell.getValueLength() > 0 && cell.getValueArray()[cell.getValueOffset()] == WITHOUT_WINDOWS;
    fields.begin(
        old ? WITHOUT_WINDOWS : FORMAT_VERSION,
        cell.getValueArray(),
        cell.getValueOffset(),
        cell.getValueLength());
    return !old;
  }

  /** Takes what a cell holds, windows and all. */
  @FunctionalInterface
  public interface TotalReceiver {
    /** What a segment adds. */
    void accept(Segment segment, long stamp, TermTotal total);
  }

  /**
   * Gives every cell of a row, windows and all.
   *
   * @throws CorruptDataException if a cell is not of this format
   */
  public static void forEachTotal(Result row, TotalReceiver receiver) {
    StoredFields fields = new StoredFields();
    StoredTotal count = new StoredTotal();
    for (Cell cell : row.isEmpty() ? new Cell[0] : row.rawCells()) {
      TermTotal total;
      try {
        if (begin(fields, cell)) {
          total = StoredTotal.readTotal(fields);
        } else {
          count.readCount(fields);
          total = TermTotal.withoutWindows(count.total());
        }
        fields.end();
      } catch (IOException | IllegalArgumentException e) {
        throw new CorruptDataException("%s: %s".formatted(where(cell), e.getMessage()), e);
      }
      receiver.accept(segment(cell), cell.getTimestamp(), total);
    }
  }

  private static String where(Cell cell) {
    return "realtime words row \"%s\", column w:%s"
        .formatted(
            Bytes.toStringBinary(cell.getRowArray(), cell.getRowOffset(), cell.getRowLength()),
            Bytes.toStringBinary(
                cell.getQualifierArray(), cell.getQualifierOffset(), cell.getQualifierLength()));
  }
}
