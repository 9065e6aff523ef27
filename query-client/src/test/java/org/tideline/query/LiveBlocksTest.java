package org.tideline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.junit.jupiter.api.Test;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.Verdict;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Settled;
import org.tideline.views.realtime.Tally;
import org.tideline.views.time.Cut;
import org.tideline.views.window.EventClock;

class LiveBlocksTest {
  private static final AsyncConnection NOT_TO_BE_ASKED =
      (AsyncConnection)
          Proxy.newProxyInstance(
              LiveBlocksTest.class.getClassLoader(),
              new Class<?>[] {AsyncConnection.class},
              (proxy, method, arguments) -> {
                throw new AssertionError(method.getName());
              });

  private static Snapshot readBefore(long millis) {
    Cut cut = new Cut(0, Map.of(0, 0L));
    return new Snapshot(
        new Serving(1, 0, cut, 1, List.of(0), 0, Verdict.UNPROVEN),
        new Epoch(1, "log", "topic-id", Map.of(0, 0L), 0, Map.of()),
        Map.of(0, new Frontier(9, 10_000, Tally.ZERO, EventClock.START)),
        Map.of(0, new Settled(3, 5)),
        Map.of(),
        new TreeMap<>(Map.of(0L, TableName.valueOf("realtime"))),
        System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(millis),
        Optional.empty());
  }

  /** Such as a snapshot that waited for the reading of another question. */
  @Test
  void doesNotScanForASnapshotThatIsTooOld() {
    LiveBlocks blocks = new LiveBlocks(NOT_TO_BE_ASKED, 1_000);
    for (CompletableFuture<?> read :
        List.of(blocks.totals(readBefore(1_500)), blocks.postings(readBefore(1_500)))) {
      assertThat(read).isCompletedExceptionally();
      assertThatThrownBy(read::join)
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOf(QueryException.class)
          .hasMessageMatching(
              "expected to read the live blocks within 1000 ms, found that it took 1[5-9]\\d\\d: some may be gone; ask again, or raise tideline.query.timeout and tideline.live.grace");
    }
    assertThatThrownBy(() -> blocks.totals(readBefore(0)))
        .isInstanceOf(AssertionError.class)
        .hasMessage("getTable");
  }
}
