package org.tideline.schema.window;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.schema.format.Columns;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.StoredFields;
import org.tideline.schema.format.StoredValue;
import org.tideline.views.window.WindowCalendar;
import org.tideline.views.window.WindowSize;
import org.tideline.views.window.WindowTotals;

/**
 * The windows of a word in a generation, beside its counts but in a family of their own, so that
 * who asks for counts does not read past them. Each size is a column; each is the whole answer for
 * windows of that size. The windows of all documents are in the row U+0000, which no word has.
 *
 * <pre>
 *   row        term, UTF-8
 *   family     t
 *   qualifier  day, hour, minute
 *   timestamp  stamp of the generation's cut
 *   value      formatVersion(1) | windows as in {@link StoredWindows}, each by its first minute
 * </pre>
 *
 * Example, 3 occurrences of {@code whale} in 1 document in minute 70, days of UTC:
 *
 * <pre>
 *   row  whale      day  01 03 00 06 02      hour  01 03 78 06 02      minute  01 03 8c 01 06 02
 * </pre>
 */
public final class BatchWindowColumns {
  /** The column family. */
  public static final byte[] FAMILY = Bytes.toBytes("t");

  private static final int FORMAT_VERSION = 1;

  /** In the order of the qualifiers' bytes. */
  private static final List<WindowSize> IN_ORDER =
      List.of(WindowSize.DAY, WindowSize.HOUR, WindowSize.MINUTE);

  private static final Map<WindowSize, byte[]> QUALIFIERS =
      IN_ORDER.stream()
          .collect(
              Collectors.toMap(
                  size -> size,
                  size -> Bytes.toBytes(size.name().toLowerCase(Locale.ROOT)),
                  (one, other) -> one,
                  () -> new EnumMap<>(WindowSize.class)));

  private BatchWindowColumns() {}

  private static byte[] qualifier(WindowSize size) {
    return QUALIFIERS.get(size);
  }

  /**
   * The cells of one row, in their order.
   *
   * @param minutes without marks and changes
   */
  public static List<KeyValue> cells(
      byte[] term, WindowTotals minutes, WindowCalendar calendar, long stamp) {
    return IN_ORDER.stream()
        .map(
            size ->
                new KeyValue(
                    term, FAMILY, qualifier(size), stamp, encode(minutes.coarse(size, calendar))))
        .toList();
  }

  private static byte[] encode(WindowTotals windows) {
    return windows.size() < 16
        ? StoredValue.encode(
            FORMAT_VERSION,
            StoredWindows.maxBytes(windows),
            out -> StoredWindows.write(out, windows))
        : StoredValue.encode(FORMAT_VERSION, out -> StoredWindows.write(out, windows));
  }

  /** Reads the windows of {@code term} of one size. */
  public static Get get(byte[] term, WindowSize size) {
    return new Get(term).addColumn(FAMILY, qualifier(size));
  }

  /** Reads the windows of all sizes and terms, those of all documents first. */
  public static Scan scan() {
    return new Scan().addFamily(FAMILY);
  }

  /** Reads the windows of one size of all terms, those of all documents first. */
  public static Scan scan(WindowSize size) {
    return new Scan().addColumn(FAMILY, qualifier(size));
  }

  /**
   * The windows of one size in a row, none if it has none.
   *
   * @throws CorruptDataException if they are not of this format
   */
  public static WindowTotals windows(Result row, WindowSize size) {
    WindowTotals.Builder windows = new WindowTotals.Builder(1);
    Optional<Cell> cell = cell(row, size);
    if (cell.isPresent()) {
      forEach(cell.get(), windows::add);
    }
    return windows.build();
  }

  /** The cell that has them; empty if the row has none. */
  public static Optional<Cell> cell(Result row, WindowSize size) {
    return Columns.cell(row, FAMILY, qualifier(size));
  }

  /**
   * Passes the windows of a cell in their order.
   *
   * @throws CorruptDataException if they are not of this format
   */
  public static void forEach(Cell cell, WindowTotals.Receiver receiver) {
    StoredFields fields = new StoredFields();
    try {
      fields.begin(
          FORMAT_VERSION, cell.getValueArray(), cell.getValueOffset(), cell.getValueLength());
      StoredWindows.read(fields, receiver);
      fields.end();
    } catch (IOException | IllegalArgumentException e) {
      throw new CorruptDataException(
          "batch words row \"%s\", column t:%s: %s"
              .formatted(
                  Bytes.toStringBinary(CellUtil.cloneRow(cell)),
                  Bytes.toString(CellUtil.cloneQualifier(cell)),
                  e.getMessage()),
          e);
    }
  }
}
