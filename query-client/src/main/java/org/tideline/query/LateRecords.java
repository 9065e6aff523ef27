package org.tideline.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Result;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.window.LateRow;
import org.tideline.views.realtime.Flush.Stamped;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.window.LateRecord;

/** Reads the last late records of all partitions. */
final class LateRecords {
  private final AsyncConnection async;
  private final TableNames names;
  private final int retained;

  /**
   * @param retained that the speed layer keeps of each partition
   */
  LateRecords(AsyncConnection async, TableNames names, int retained) {
    this.async = async;
    this.names = names;
    this.retained = retained;
  }

  CompletableFuture<LateAnswer> last(Snapshot snapshot, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "late: expected a limit of at least 1 record, got " + limit);
    }
    List<Get> gets = new ArrayList<>();
    Map<Integer, Long> counts = new TreeMap<>();
    for (Map.Entry<Integer, Frontier> frontier : snapshot.frontiers().entrySet()) {
      long count = frontier.getValue().clock().late();
      gets.addAll(LateRow.gets(frontier.getKey(), retained, count, limit));
      counts.put(frontier.getKey(), count);
    }
    return async
        .getTable(names.late(snapshot.epoch().number()))
        .getAll(gets)
        .thenApply(rows -> newest(counts, rows, limit, retained, Reading.of(snapshot)));
  }

  /**
   * What the rows say that hold the last late records, or hold what was written when another number
   * of them was retained: older ones, or those of other rows.
   *
   * @param counts how many late records each partition had
   */
  static LateAnswer newest(
      Map<Integer, Long> counts, List<Result> rows, int limit, int retained, Reading reading) {
    record Found(int partition, Stamped<LateRecord> late) {}
    int each = Math.min(limit, retained);
    List<Found> found =
        rows.stream()
            .filter(row -> !row.isEmpty())
            .map(row -> new Found(LateRow.partition(row), LateRow.late(row)))
            .filter(late -> late.late().value().number() >= counts.get(late.partition()) - each)
            // A replay after the change writes a record to its new row too.
            .distinct()
            .sorted(Comparator.comparing(late -> -late.late().stamp()))
            .toList();
    long wanted = counts.values().stream().mapToLong(count -> Math.min(count, each)).sum();
    return new LateAnswer(
        found.stream()
            .limit(limit)
            .map(late -> new LateAnswer.Late(late.partition(), late.late().value()))
            .toList(),
        counts.values().stream().mapToLong(Long::longValue).sum(),
        Math.max(0, wanted - found.size()),
        reading);
  }
}
