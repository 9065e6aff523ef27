package org.tideline.batch.certify;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.RegionLocator;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.certify.KeyRanges;

/** The rows of one table in the order of their keys. */
final class Rows implements AutoCloseable {
  /** So many that as a rule it is HBase's limit of bytes that ends a call. */
  private static final int ROWS_PER_CALL = 20_000;

  /** No term begins with 00; rows of realtime tables that do are none of terms. */
  private static final byte[] FIRST_TERM = {1};

  private final Closeable table;
  private final ResultScanner scanner;
  private Optional<Result> next;

  /** Those of {@code scanner}; both are closed with them. */
  Rows(Closeable table, ResultScanner scanner) throws IOException {
    this.table = table;
    this.scanner = scanner;
    this.next = Optional.ofNullable(scanner.next());
  }

  /** What {@code scan} gives of the rows {@code [from, to)}; no end where {@code to} is empty. */
  static Rows open(Connection connection, TableName name, Scan scan, byte[] from, byte[] to)
      throws IOException {
    Table table = connection.getTable(name);
    try {
      // Nobody reads these again soon: they must not push out what queries need.
      scan.withStartRow(from).withStopRow(to).setCaching(ROWS_PER_CALL).setCacheBlocks(false);
      return new Rows(table, table.getScanner(scan));
    } catch (IOException e) {
      table.close();
      throw e;
    }
  }

  /** The same of those rows that are of terms. */
  static Rows ofTerms(Connection connection, TableName name, Scan scan, byte[] from, byte[] to)
      throws IOException {
    boolean before = Arrays.compareUnsigned(from, FIRST_TERM) < 0;
    return open(connection, name, scan, before ? FIRST_TERM : from, to);
  }

  /** The row that is next; empty at the end. */
  Optional<Result> peek() {
    return next;
  }

  Result take() throws IOException {
    Result taken = next.orElseThrow();
    next = Optional.ofNullable(scanner.next());
    return taken;
  }

  /** The key of a row, in the row's own bytes. */
  static BytesRef key(Result row) {
    Cell first = row.rawCells()[0];
    return new BytesRef(first.getRowArray(), first.getRowOffset(), first.getRowLength());
  }

  /** Which of two is at the lesser row, one at its end at the greatest of all. */
  static int compare(Rows one, Rows other) {
    if (one.next.isEmpty() || other.next.isEmpty()) {
      return Boolean.compare(one.next.isEmpty(), other.next.isEmpty());
    }
    return key(one.next.get()).compareTo(key(other.next.get()));
  }

  @Override
  public void close() throws IOException {
    scanner.close();
    table.close();
  }

  /** Where the regions of a table begin. */
  static List<byte[]> regionStarts(Connection connection, TableName name) throws IOException {
    try (RegionLocator regions = connection.getRegionLocator(name)) {
      return List.of(regions.getStartKeys());
    }
  }

  /** A slice for every range. */
  static List<Slice> slices(StoredView view, String source, KeyRanges ranges) {
    List<Slice> slices = new ArrayList<>();
    for (int range = 0; range < ranges.size(); range++) {
      slices.add(Slice.ofRows(view, source, range, ranges.start(range), ranges.end(range)));
    }
    return slices;
  }

  /** A slice for every region, whose keys may be in any range. */
  static List<Slice> slices(StoredView view, String source, Connection connection, TableName name)
      throws IOException {
    KeyRanges regions = KeyRanges.startingAt(regionStarts(connection, name));
    List<Slice> slices = new ArrayList<>();
    for (int region = 0; region < regions.size(); region++) {
      slices.add(
          Slice.ofRows(view, source, Slice.ANY_RANGE, regions.start(region), regions.end(region)));
    }
    return slices;
  }
}
