package org.tideline.query;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.hbase.client.AsyncTable;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.filter.FirstKeyOnlyFilter;
import org.apache.hadoop.hbase.util.Bytes;

/** Reads that go on at the same time. */
final class RowReads {
  private RowReads() {}

  /** Some rows, in the order of {@code gets}. */
  static CompletableFuture<List<Result>> of(AsyncTable<?> table, List<Get> gets) {
    // One Get takes a shorter way through the client than a batch of one.
    return gets.size() == 1 ? table.get(gets.get(0)).thenApply(List::of) : table.getAll(gets);
  }

  /** What all of {@code parts} give, in their order. */
  static <T> CompletableFuture<List<T>> together(List<CompletableFuture<T>> parts) {
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        .thenApply(done -> parts.stream().map(CompletableFuture::join).toList());
  }

  /** The same by name. */
  static <T> CompletableFuture<Map<String, T>> all(Map<String, CompletableFuture<T>> reads) {
    return CompletableFuture.allOf(reads.values().toArray(CompletableFuture[]::new))
        .thenApply(
            done -> {
              Map<String, T> values = new HashMap<>();
              reads.forEach((key, read) -> values.put(key, read.join()));
              return values;
            });
  }

  /**
   * The first rows that begin with a prefix.
   *
   * @param limit how many at most
   */
  static CompletableFuture<List<String>> beginningWith(
      AsyncTable<?> table, Scan scan, String prefix, int limit) {
    scan.setStartStopRowForPrefixScan(prefix.getBytes(StandardCharsets.UTF_8))
        .setFilter(new FirstKeyOnlyFilter())
        .setLimit(limit);
    return table
        .scanAll(scan)
        .thenApply(rows -> rows.stream().map(row -> Bytes.toString(row.getRow())).toList());
  }
}
