package org.tideline.schema.format;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellComparator;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.util.Bytes;

/** What a table would give back of puts to one row, and the bytes of it. */
public final class PutRow {
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  private PutRow() {}

  /** The row after {@code puts}, all versions of all columns. */
  public static Result read(Put... puts) {
    List<Cell> cells =
        Arrays.stream(puts)
            .flatMap(put -> put.getFamilyCellMap().values().stream())
            .flatMap(List::stream)
            .sorted(CellComparator.getInstance())
            .toList();
    return Result.create(cells);
  }

  /** The bytes of the only cell of {@code put} in the column {@code qualifier}. */
  public static String value(Put put, String qualifier) {
    return hex(
        CellUtil.cloneValue(
            read(put)
                .getColumnLatestCell(put.getFamilyCellMap().firstKey(), Bytes.toBytes(qualifier))));
  }

  /** The timestamps of the cells of {@code put}, in the order of its columns. */
  public static List<Long> timestamps(Put put) {
    return Arrays.stream(read(put).rawCells()).map(Cell::getTimestamp).toList();
  }

  public static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }

  /** Bytes from pairs of digits with a space between. */
  public static byte[] bytes(String hex) {
    return HEX.parseHex(hex);
  }
}
