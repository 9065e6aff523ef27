package org.tideline.schema.progress;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Table;
import org.tideline.views.realtime.Settled;
import org.tideline.views.time.Cut;

/**
 * Whether the speed layer has reached a cut, so that its rows of terms hold all records below it.
 * This is the one place that says so.
 */
public final class ReachedCut {
  private ReachedCut() {}

  /**
   * The partitions that have not, with the position below which they are complete.
   *
   * @param progress the table of {@link ProgressRow}, which stays the caller's
   * @param starts per partition, where the epoch begins
   */
  public static SortedMap<Integer, Long> behind(
      Table progress, int epoch, Map<Integer, Long> starts, Cut cut) throws IOException {
    SortedMap<Integer, Long> complete = new TreeMap<>(starts);
    try (ResultScanner rows = progress.getScanner(ProgressRow.scan(epoch))) {
      for (Result row : rows) {
        complete(row).ifPresent(position -> complete.put(ProgressRow.partition(row), position));
      }
    }
    complete
        .entrySet()
        .removeIf(partition -> !cut.covers(partition.getKey(), partition.getValue()));
    return complete;
  }

  private static Optional<Long> complete(Result row) {
    return ProgressRow.settled(row).map(Settled::position);
  }
}
