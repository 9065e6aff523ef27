package org.tideline.benchmarks.incremental;

import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.benchmarks.measure.VoidRunException;
import org.tideline.benchmarks.stage.Stage;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.table.BatchTable;
import org.tideline.schema.table.TableNames;

/** Holds two generations of the same documents against each other, cell by cell. */
final class SameCells {
  private static final int ROWS_AT_ONCE = 1_000;

  private final Stage stage;
  private final TidelineConfiguration configuration;

  SameCells(Stage stage, TidelineConfiguration configuration) {
    this.stage = stage;
    this.configuration = configuration;
  }

  /**
   * Rows, columns and values are the same; timestamps are those of two cuts.
   *
   * @throws VoidRunException if they are not, naming the first row
   */
  void require(int one, int other) throws IOException, VoidRunException {
    for (BatchTable table : BatchTable.values()) {
      if (table == BatchTable.VIEWS) {
        // The benchmark keeps none.
        continue;
      }
      try (ResultScanner first = scan(table, one);
          ResultScanner second = scan(table, other)) {
        require(table, first.iterator(), second.iterator());
      }
    }
  }

  private ResultScanner scan(BatchTable table, int generation) throws IOException {
    Table opened =
        stage
            .connection()
            .getTable(table.of(new TableNames(configuration.namespace()), generation));
    return opened.getScanner(
        new Scan().addFamily(table.family()).setCaching(ROWS_AT_ONCE).setCacheBlocks(false));
  }

  private static void require(BatchTable table, Iterator<Result> one, Iterator<Result> other)
      throws VoidRunException {
    while (one.hasNext() && other.hasNext()) {
      Result first = one.next();
      Result second = other.next();
      if (!same(first, second)) {
        throw new VoidRunException(
            "%s: expected the same cells, found row \"%s\" beside \"%s\""
                .formatted(
                    table.key(),
                    Bytes.toStringBinary(first.getRow()),
                    Bytes.toStringBinary(second.getRow())));
      }
    }
    if (one.hasNext() || other.hasNext()) {
      throw new VoidRunException(
          "%s: expected the same rows, found that one has more".formatted(table.key()));
    }
  }

  private static boolean same(Result one, Result other) {
    Cell[] cells = one.rawCells();
    Cell[] others = other.rawCells();
    if (cells.length != others.length) {
      return false;
    }
    for (int i = 0; i < cells.length; i++) {
      if (!CellUtil.matchingRows(cells[i], others[i])
          || !CellUtil.matchingColumn(cells[i], others[i])
          || !CellUtil.matchingValue(cells[i], others[i])) {
        return false;
      }
    }
    return true;
  }
}
