package org.tideline.views.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tideline.views.count.WordCount;
import org.tideline.views.realtime.Flush.Tier;
import org.tideline.views.realtime.PostingSpan.Kind;
import org.tideline.views.time.Bucket;
import org.tideline.views.time.Segment;
import org.tideline.views.window.EventClock;

/** Live flushes, and the settled ones that follow them; segments have 4 records. */
class RealtimePartitionLiveTest extends DrivenPartition {
  private static Map<String, List<Long>> entries(Flush flush) {
    Map<String, List<Long>> positions = new HashMap<>();
    for (Flush.TermCells cells : flush.terms()) {
      positions.put(
          new String(cells.term(), UTF_8),
          cells.postings().entries().stream().map(entry -> entry.position()).toList());
    }
    return positions;
  }

  private Flush next() {
    return partition.nextFlush().orElseThrow();
  }

  private void liveFlush() {
    tier = Tier.LIVE;
    partition.flush();
  }

  @Test
  void aLiveFlushHasTotalsOfTheSegmentAndEntriesSinceTheFlushBefore() {
    offer("t", 0, 1, Optional.of(START), put(0, 50, "d", "a b"));
    liveFlush();
    Flush first = next();
    assertThat(first.tier()).isEqualTo(Tier.LIVE);
    assertThat(first.stamp()).isEqualTo(1);
    assertThat(first.firstStamp()).isEqualTo(1);
    assertThat(first.settled()).isEqualTo(new Settled(0, 1));
    assertThat(first.frontier().position()).isEqualTo(1);
    write(first);
    assertThat(acked).containsExactly("t");

    offer("u", 1, 3, put(1, 50, "d", "a"), put(2, 50, "e", "a"));
    liveFlush();
    Flush second = next();
    assertThat(words(second)).isEqualTo(Map.of("a", new WordCount(2, 2), "b", WordCount.ZERO));
    assertThat(entries(second)).isEqualTo(Map.of("a", List.of(2L, 1L), "b", List.of(1L)));
    assertThat(second.firstStamp()).isEqualTo(1 + 1);
    assertThat(second.stamp()).isEqualTo(1 + 2);
    assertThat(second.versions()).hasSize(2);
  }

  @Test
  void aSettledFlushHasEverythingSinceTheSettledOneBefore() {
    offer("t", 0, 2, Optional.of(START), put(0, 50, "d", "a"), put(1, 50, "e", "b"));
    liveFlush();
    write(next());
    offer("u", 2, 3, put(2, 50, "f", "c"));
    partition.settle();
    Flush live = next();
    Flush settled = next();
    assertThat(live.tier()).isEqualTo(Tier.LIVE);
    assertThat(words(live)).containsOnlyKeys("c");
    assertThat(settled.tier()).isEqualTo(Tier.SETTLED);
    assertThat(words(settled)).containsOnlyKeys("a", "b", "c");
    assertThat(settled.postingSpan()).contains(new PostingSpan(Kind.PIECE, 0, 3));
    assertThat(settled.settled()).isEqualTo(new Settled(3, 1 + 3));
    assertThat(settled.versions()).describedAs("the live ones had them").isEmpty();
    assertThat(settled.replacesBlocks()).isTrue();
    assertThat(settled.repeatsBlocks()).isTrue();
    write(live);
    assertThat(acked).containsExactly("t", "u");
    write(settled);

    offer("v", 3, 4, put(3, 50, "g", "d"));
    liveFlush();
    assertThat(next().settled()).isEqualTo(new Settled(3, 1 + 3));
    partition.settle();
    assertThat(words(next())).containsOnlyKeys("d");
    partition.settle();
    assertThat(partition.nextFlush()).isEmpty();
  }

  @Test
  void theNextSegmentIsReadableBeforeTheOneBeforeIsSettled() {
    tier = Tier.LIVE;
    offer("t", 0, 2, Optional.of(START), put(0, 50, "d", "a"), put(1, 150, "e", "b"));
    partition.flush();
    Flush rest = next();
    assertThat(rest.segment()).isEqualTo(new Segment(0, 3, 0));
    Flush fold = next();
    assertThat(fold.folds()).isTrue();
    assertThat(fold.checkpoint()).isPresent();
    assertThat(partition.nextFlush()).describedAs("the rest is not readable yet").isEmpty();
    write(rest);
    Flush ofNext = next();
    assertThat(ofNext.segment()).isEqualTo(new Segment(100, 3, 0));
    write(ofNext);
    assertThat(acked).containsExactly("t");
    assertThat(partition.handedOutIsReadable()).isTrue();
    assertThat(partition.settlesUnderWay()).isEqualTo(1);
    write(fold);
    assertThat(partition.settlesUnderWay()).isZero();
  }

  @Test
  void withTwoSegmentsBehindAnEdgeIsSettledAtOnce() {
    tier = Tier.LIVE;
    offer(
        "t",
        0,
        4,
        Optional.of(START),
        put(0, 50, "d", "a"),
        put(1, 150, "e", "b"),
        put(2, 250, "f", "c"),
        put(3, 350, "g", "d"));
    write(next());
    Flush first = next();
    write(next());
    assertThat(partition.nextFlush()).describedAs("in the order of segments").isEmpty();
    assertThat(partition.settlesUnderWay()).isEqualTo(3);
    assertThat(partition.handedOutIsReadable()).isFalse();
    write(first);
    write(next());
    Flush third = next();
    assertThat(third.tier()).isEqualTo(Tier.SETTLED);
    assertThat(third.versions()).hasSize(1);
    assertThat(third.repeatsBlocks()).isFalse();
    write(third);
    assertThat(partition.handedOutIsReadable()).isTrue();
  }

  @Test
  void aSettledFlushWaitsUntilTheLiveOnesBeforeItAreBegun() {
    offer("t", 0, 1, Optional.of(START), put(0, 50, "d", "a"));
    liveFlush();
    Flush first = next();
    offer("u", 1, 2, put(1, 150, "e", "b"));
    assertThat(partition.nextFlush())
        .describedAs("neither is it the turn of the fold, whose live flush is not begun")
        .isPresent();
    offer("v", 2, 3, put(2, 150, "f", "c"));
    partition.flush();
    assertThat(partition.nextFlush()).isEmpty();
    write(first);
    assertThat(partition.handedOutIsReadable()).isFalse();
  }

  @Test
  void anotherBoltBeginsSettledAtItsCheckpoint() {
    Checkpoint edge =
        new Checkpoint(4, new Bucket(0, 0), 40, Optional.of(1), Tally.ZERO, EventClock.START);
    offer("t", 4, 5, Optional.of(edge), put(4, 50, "d", "a"));
    liveFlush();
    assertThat(next().settled()).isEqualTo(new Settled(4, edge.stamp()));
  }
}
