package org.tideline.schema.view;

import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.realtime.Flush;
import org.tideline.views.time.Cut;
import org.tideline.views.time.Segment;
import org.tideline.views.view.EncodedView;

/**
 * What a view comes to at a key: {@code views_gN} has that of a generation, and the realtime tables
 * have what every segment of the log changed.
 *
 * <pre>
 *                batch                          realtime
 *   row          name of the view | 00 | key    00 | 76 | the same
 *   family       v                              v
 *   qualifier    value                          bucketStart(8) | partition(4) | segment(4), as of words
 *   timestamp    stamp of the generation's cut  stamp of the last record included
 *   value        formatVersion(1) | value       the same
 * </pre>
 *
 * Names are a to z, 0 to 9 and '-', so that the rows of a view stand together, in the order of its
 * keys. No word begins with U+0000, so that realtime rows are beside all words; 76 is 'v'. A longer
 * prefix of a segment overwrites a shorter one. Zeros are written there, and are no rows of a
 * generation. Example: the key {@code a} of the view {@code sum} with the value {@code 80 07}:
 *
 * <pre>
 *   row  73 75 6d 00 61          value  01 80 07
 *   row  00 76 73 75 6d 00 61    the same
 * </pre>
 */
public final class ViewRow {
  /** The column family, of both. */
  public static final byte[] FAMILY = Bytes.toBytes("v");

  /** What the descriptor of a generation's table says of its rows. */
  public static final String FORMAT = "views/1";

  private static final byte[] VALUE = Bytes.toBytes("value");
  private static final byte[] REALTIME = {0, 'v'};
  private static final byte AFTER_NAME = 0;
  private static final byte FORMAT_VERSION = 1;

  private ViewRow() {}

  /** The row of a key in a generation. */
  public static byte[] row(String view, BytesRef key) {
    byte[] row = Arrays.copyOf(begin(view), view.length() + 1 + key.length);
    System.arraycopy(key.bytes, key.offset, row, view.length() + 1, key.length);
    return row;
  }

  private static byte[] begin(String view) {
    byte[] name = Bytes.toBytes(view);
    byte[] begin = Arrays.copyOf(name, name.length + 1);
    begin[name.length] = AFTER_NAME;
    return begin;
  }

  /** The row of a realtime table where a generation has {@code row}. */
  public static byte[] realtimeRow(byte[] row) {
    return Bytes.add(REALTIME, row);
  }

  /** The first row of a realtime table that is none of these. */
  public static byte[] realtimeEnd() {
    return new byte[] {REALTIME[0], (byte) (REALTIME[1] + 1)};
  }

  /** The row of a generation for one of a realtime table. */
  public static BytesRef batchRow(BytesRef realtimeRow) {
    return new BytesRef(
        realtimeRow.bytes,
        realtimeRow.offset + REALTIME.length,
        realtimeRow.length - REALTIME.length);
  }

  /**
   * The name of the view of a row of a generation.
   *
   * @throws CorruptDataException if it has none
   */
  public static String view(BytesRef row) {
    for (int i = 0; i < row.length; i++) {
      if (row.bytes[row.offset + i] == AFTER_NAME) {
        return Bytes.toString(row.bytes, row.offset, i);
      }
    }
    throw new CorruptDataException(
        "views row \"%s\": expected the name of a view, then 00, found neither"
            .formatted(Bytes.toStringBinary(row.bytes, row.offset, row.length)));
  }

  /** The key of a row of a generation, with bytes of its own. */
  public static BytesRef key(BytesRef row) {
    int begin = view(row).length() + 1;
    return BytesRef.deepCopyOf(new BytesRef(row.bytes, row.offset + begin, row.length - begin));
  }

  /** Writes what a segment comes to at a key. */
  public static Put put(Segment segment, long stamp, Flush.ViewTotal total) {
    return new Put(realtimeRow(row(total.view(), total.key())))
        .addColumn(FAMILY, RealtimeWordCell.qualifier(segment), stamp, encode(total.value()));
  }

  /** The cell of a generation in a row that {@link #row} made. */
  public static KeyValue cell(byte[] row, BytesRef value, long stamp) {
    return new KeyValue(row, FAMILY, VALUE, stamp, encode(value));
  }

  static byte[] encode(BytesRef value) {
    byte[] bytes = new byte[1 + value.length];
    bytes[0] = FORMAT_VERSION;
    System.arraycopy(value.bytes, value.offset, bytes, 1, value.length);
    return bytes;
  }

  /** Reads a row of a generation. */
  public static Get get(byte[] row) {
    return new Get(row).addFamily(FAMILY);
  }

  /** Reads what the speed layer has of that row at or after {@code cut}. */
  public static Get realtimeGet(byte[] row, Cut cut) {
    try {
      return new Get(realtimeRow(row)).addFamily(FAMILY).setTimeRange(cut.stamp(), Long.MAX_VALUE);
    } catch (IOException e) {
      throw new IllegalArgumentException("time range from " + cut.stamp(), e);
    }
  }

  /** Reads all of a view in a generation. */
  public static Scan scan(String view) {
    return of(new byte[0], view);
  }

  /** Reads what the speed layer has of a view at or after {@code cut}. */
  public static Scan realtimeScan(String view, Cut cut) {
    try {
      return of(REALTIME, view).setTimeRange(cut.stamp(), Long.MAX_VALUE);
    } catch (IOException e) {
      throw new IllegalArgumentException("time range from " + cut.stamp(), e);
    }
  }

  private static Scan of(byte[] prefix, String view) {
    byte[] first = Bytes.add(prefix, begin(view));
    byte[] end = first.clone();
    end[end.length - 1] = AFTER_NAME + 1;
    return new Scan().withStartRow(first).withStopRow(end).addFamily(FAMILY);
  }

  /** Reads all views of a generation. */
  public static Scan scanAll() {
    return new Scan().addFamily(FAMILY);
  }

  /** Reads what the speed layer has of all views at or after one cut and before another. */
  public static Scan realtimeScanAll(Cut from, Cut to) {
    try {
      return new Scan().addFamily(FAMILY).setTimeRange(from.stamp(), to.stamp());
    } catch (IOException e) {
      throw new IllegalArgumentException("time range from " + from.stamp(), e);
    }
  }

  /** Takes what a cell of a realtime row holds. */
  @FunctionalInterface
  public interface Receiver {
    /** What a segment adds. */
    void accept(Segment segment, Cell cell);
  }

  /** Gives every cell of a realtime row. */
  public static void forEach(Result row, Receiver receiver) {
    for (Cell cell : row.isEmpty() ? new Cell[0] : row.rawCells()) {
      receiver.accept(RealtimeWordCell.segment(cell), cell);
    }
  }

  /**
   * Adds the value of a cell of either kind.
   *
   * @throws CorruptDataException if it is not of this format, or none of the view
   */
  public static BytesRef plus(EncodedView view, BytesRef sum, Cell cell) {
    BytesRef value = value(cell);
    try {
      return view.plus(sum, value);
    } catch (IllegalArgumentException e) {
      throw new CorruptDataException(
          "views row \"%s\", column v:%s: no value of view %s: %s"
              .formatted(
                  Bytes.toStringBinary(
                      cell.getRowArray(), cell.getRowOffset(), cell.getRowLength()),
                  Bytes.toStringBinary(CellUtil.cloneQualifier(cell)),
                  view.name(),
                  e.getMessage()),
          e);
    }
  }

  /**
   * The value of a row of a generation, the view's zero where there is none.
   *
   * @throws CorruptDataException if it is not of this format
   */
  public static BytesRef value(Result row, EncodedView view) {
    return row.isEmpty() ? view.zero() : plus(view, view.zero(), row.rawCells()[0]);
  }

  /**
   * The value of a cell of either kind.
   *
   * @throws CorruptDataException if it is not of this format
   */
  public static BytesRef value(Cell cell) {
    byte[] bytes = CellUtil.cloneValue(cell);
    if (bytes.length == 0 || bytes[0] != FORMAT_VERSION) {
      throw new CorruptDataException(
          "views row \"%s\", column v:%s: expected format version %d, found %s (%d bytes); written by a newer release?"
              .formatted(
                  Bytes.toStringBinary(
                      cell.getRowArray(), cell.getRowOffset(), cell.getRowLength()),
                  Bytes.toStringBinary(CellUtil.cloneQualifier(cell)),
                  FORMAT_VERSION,
                  bytes.length == 0 ? "none" : String.valueOf(bytes[0]),
                  bytes.length));
    }
    return new BytesRef(Arrays.copyOfRange(bytes, 1, bytes.length));
  }
}
