package org.tideline.schema.word;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.StoredValue;
import org.tideline.views.count.WordCount;
import org.tideline.views.realtime.Flush.WordCell;
import org.tideline.views.time.Cut;
import org.tideline.views.time.Segment;

/**
 * Realtime count cell: what one segment of the log changed. A longer prefix of the segment
 * overwrites a shorter one, whoever writes it and whenever it arrives.
 *
 * <pre>
 *   row        term, UTF-8
 *   family     w
 *   qualifier  bucketStart(8, big-endian, sign bit flipped) | partition(4, big-endian) | segment(4, big-endian)
 *   timestamp  stamp of the last record included
 *   value      formatVersion(1) | occurrences(zlong) | documents(zlong)
 * </pre>
 *
 * Qualifiers sort by bucket, then partition, then segment. Example: 3 occurrences less and 1
 * document less in segment 2 of partition 1 of the bucket at 10,000 ms:
 *
 * <pre>
 *   qualifier  80 00 00 00 00 00 27 10  00 00 00 01  00 00 00 02      value  01 05 01
 * </pre>
 */
public final class RealtimeWordCell {
  /** The column family. */
  public static final byte[] FAMILY = Bytes.toBytes("w");

  private static final int FORMAT_VERSION = 1;

  private RealtimeWordCell() {}

  /** Writes the total of one term of a flush. */
  public static Put put(Segment segment, long stamp, WordCell cell) {
    return put(qualifier(segment), stamp, cell);
  }

  /** The same, with the qualifier made before; every cell of a flush has the same. */
  public static Put put(byte[] qualifier, long stamp, WordCell cell) {
    return new Put(cell.term()).addColumn(FAMILY, qualifier, stamp, encode(cell.total()));
  }

  /** The qualifier of all cells of a segment. */
  public static byte[] qualifier(Segment segment) {
    return ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES)
        .putLong(segment.bucketStart() ^ Long.MIN_VALUE)
        .putInt(segment.partition())
        .putInt(Math.toIntExact(segment.number()))
        .array();
  }

  /** The segment that a qualifier names. */
  public static Segment segment(byte[] qualifier) {
    ByteBuffer in = ByteBuffer.wrap(qualifier);
    return new Segment(in.getLong() ^ Long.MIN_VALUE, in.getInt(), in.getInt());
  }

  static byte[] encode(WordCount total) {
    return StoredValue.encode(
        FORMAT_VERSION,
        out -> {
          out.writeZLong(total.occurrences());
          out.writeZLong(total.documents());
        });
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
    try {
      return new Scan().addFamily(FAMILY).setTimeRange(cut.stamp(), Long.MAX_VALUE);
    } catch (IOException e) {
      throw new IllegalArgumentException("time range from " + cut.stamp(), e);
    }
  }

  /**
   * The sum of the cells of a row, {@link WordCount#ZERO} if there is none.
   *
   * @throws CorruptDataException if a cell is not of this format
   */
  public static WordCount sum(Result row) {
    WordCount sum = WordCount.ZERO;
    for (Cell cell : Optional.ofNullable(row.rawCells()).orElse(new Cell[0])) {
      sum = sum.plus(decode(cell));
    }
    return sum;
  }

  static WordCount decode(Cell cell) {
    return StoredValue.decode(
        FORMAT_VERSION,
        cell.getValueArray(),
        cell.getValueOffset(),
        cell.getValueLength(),
        () -> "realtime words " + cell,
        in -> new WordCount(in.readZLong(), in.readZLong()));
  }
}
