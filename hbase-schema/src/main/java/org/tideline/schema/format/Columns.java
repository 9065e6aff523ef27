package org.tideline.schema.format;

import java.util.Optional;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.client.Result;

/** The columns of rows that have a few cells, each of one version. */
public final class Columns {
  private Columns() {}

  /**
   * The cell of a column, empty if the row has none. To look at each of a few cells is quicker than
   * to search.
   */
  public static Optional<Cell> cell(Result row, byte[] family, byte[] qualifier) {
    if (row.isEmpty()) {
      return Optional.empty();
    }
    for (Cell cell : row.rawCells()) {
      if (CellUtil.matchingColumn(cell, family, qualifier)) {
        return Optional.of(cell);
      }
    }
    return Optional.empty();
  }
}
