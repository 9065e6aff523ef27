package org.tideline.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
    long total = 0;
    for (Map.Entry<Integer, Frontier> frontier : snapshot.frontiers().entrySet()) {
      long count = frontier.getValue().clock().late();
      gets.addAll(LateRow.gets(frontier.getKey(), retained, count, limit));
      total += count;
    }
    long all = total;
    return async
        .getTable(names.late(snapshot.epoch().number()))
        .getAll(gets)
        .thenApply(
            rows -> new LateAnswer(newest(snapshot, rows, limit), all, Reading.of(snapshot)));
  }

  private List<LateAnswer.Late> newest(Snapshot snapshot, List<Result> rows, int limit) {
    record Found(int partition, Stamped<LateRecord> late) {}
    return rows.stream()
        .filter(row -> !row.isEmpty())
        .map(row -> new Found(LateRow.partition(row), LateRow.late(row)))
        // What stood in a place before more were retained is older than those that were asked for.
        .filter(found -> isRetained(snapshot, found.partition(), found.late().value()))
        .sorted(Comparator.comparing(found -> -found.late().stamp()))
        .limit(limit)
        .map(found -> new LateAnswer.Late(found.partition(), found.late().value()))
        .toList();
  }

  private boolean isRetained(Snapshot snapshot, int partition, LateRecord record) {
    return record.number() >= snapshot.frontiers().get(partition).clock().late() - retained;
  }
}
