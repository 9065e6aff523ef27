package org.tideline.views.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.tideline.views.realtime.Flush.Tier;
import org.tideline.views.time.Segment;
import org.tideline.views.window.EventClock;

/** Which progress is written when; flushes are named by their ends. */
class FlushOrderTest {
  private final Map<Long, CompletableFuture<Void>> contents = new HashMap<>();
  private final Map<Long, CompletableFuture<Void>> progress = new HashMap<>();
  private final List<Long> begun = new ArrayList<>();
  private final List<Long> done = new ArrayList<>();
  private final FlushOrder order =
      new FlushOrder(
          new FlushOrder.Writer() {
            @Override
            public CompletableFuture<Void> content(Flush flush) {
              return contents.computeIfAbsent(flush.to(), to -> new CompletableFuture<>());
            }

            @Override
            public CompletableFuture<Void> progress(Flush flush) {
              begun.add(flush.to());
              return progress.computeIfAbsent(flush.to(), to -> new CompletableFuture<>());
            }
          });

  private void begin(Tier tier, long to) {
    Flush flush =
        new Flush(
            tier,
            new Segment(0, 3, 0),
            to,
            to,
            to,
            List.of(),
            false,
            List.of(),
            List.of(),
            Flush.ByEventTime.NONE,
            List.of(),
            new Frontier(to, 0, Tally.ZERO, EventClock.START),
            to,
            new Settled(0, 0),
            false,
            Optional.empty());
    order.begin(flush).thenRun(() -> done.add(to));
  }

  private void written(long to) {
    contents.get(to).complete(null);
  }

  private void acknowledged(long to) {
    progress.get(to).complete(null);
  }

  @Test
  void progressFollowsContent() {
    begin(Tier.LIVE, 1);
    assertThat(begun).isEmpty();
    written(1);
    assertThat(begun).containsExactly(1L);
    assertThat(done).isEmpty();
    acknowledged(1);
    assertThat(done).containsExactly(1L);
  }

  @Test
  void aLiveFlushDoesNotWaitForASettledOne() {
    begin(Tier.SETTLED, 1);
    begin(Tier.LIVE, 2);
    written(2);
    assertThat(begun).containsExactly(2L);
  }

  @Test
  void aSettledFlushWaitsForAllThatBeganBefore() {
    begin(Tier.SETTLED, 1);
    begin(Tier.LIVE, 2);
    begin(Tier.SETTLED, 3);
    written(3);
    written(1);
    assertThat(begun).containsExactly(1L);
    acknowledged(1);
    assertThat(begun).containsExactly(1L);
    written(2);
    assertThat(begun).containsExactly(1L, 2L);
    acknowledged(2);
    assertThat(begun).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aLiveFlushThatBeganLaterHoldsUpNoSettledOne() {
    begin(Tier.SETTLED, 1);
    begin(Tier.LIVE, 2);
    written(1);
    assertThat(begun).containsExactly(1L);
  }

  @Test
  void nothingIsClaimedAfterAFailure() {
    begin(Tier.LIVE, 1);
    begin(Tier.SETTLED, 2);
    contents.get(1L).completeExceptionally(new IllegalStateException("refused"));
    written(2);
    assertThat(begun).isEmpty();
  }
}
