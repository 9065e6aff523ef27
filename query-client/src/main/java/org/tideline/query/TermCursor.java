package org.tideline.query;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;

/** A scan of a table in the order of terms, which stands before a row. */
final class TermCursor implements AutoCloseable {
  private final Table table;
  private final ResultScanner rows;
  private final Function<Result, byte[]> term;
  private Optional<Result> next = Optional.empty();

  private TermCursor(Table table, ResultScanner rows, Function<Result, byte[]> term) {
    this.table = table;
    this.rows = rows;
    this.term = term;
  }

  /**
   * Begins to read; nothing stays open where that fails.
   *
   * @param term that of a row
   */
  static TermCursor open(
      Connection connection, TableName name, Scan scan, Function<Result, byte[]> term)
      throws IOException {
    Table table = connection.getTable(name);
    Optional<ResultScanner> rows = Optional.empty();
    boolean begun = false;
    try {
      rows = Optional.of(table.getScanner(scan));
      TermCursor cursor = new TermCursor(table, rows.get(), term);
      cursor.step();
      begun = true;
      return cursor;
    } finally {
      if (!begun) {
        rows.ifPresent(ResultScanner::close);
        table.close();
      }
    }
  }

  private void step() throws IOException {
    next = Optional.ofNullable(rows.next());
  }

  /** That of the next row; empty at the end. */
  Optional<byte[]> term() {
    return next.map(term);
  }

  boolean isAt(byte[] wanted) {
    return next.isPresent() && Arrays.equals(term.apply(next.get()), wanted);
  }

  /** The next row, which is there. */
  Result take() throws IOException {
    Result taken = next.orElseThrow();
    step();
    return taken;
  }

  /** The next row if it is of that term, else one without cells. */
  Result take(byte[] wanted) throws IOException {
    return isAt(wanted) ? take() : Result.EMPTY_RESULT;
  }

  /** The one that comes first, if there is any. */
  static Optional<byte[]> least(Optional<byte[]> left, Optional<byte[]> right) {
    boolean leftFirst =
        right.isEmpty() || left.isPresent() && Arrays.compareUnsigned(left.get(), right.get()) <= 0;
    return leftFirst ? left : right;
  }

  @Override
  public void close() throws IOException {
    rows.close();
    table.close();
  }
}
