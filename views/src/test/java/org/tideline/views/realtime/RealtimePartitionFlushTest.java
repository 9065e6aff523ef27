package org.tideline.views.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.LogRecord;
import org.tideline.views.time.Bucket;
import org.tideline.views.time.Segment;
import org.tideline.views.window.EventClock;

/** PROTOCOL rules EDGE and FLUSH. */
class RealtimePartitionFlushTest extends DrivenPartition {
  /** After puts of event times up to 3. */
  private static final EventClock W_4 = new EventClock(-4, 0, 0);

  @Test
  void edgeOfASegmentHandsOutACheckpointAndClearsTheTotals() {
    offer(
        "t",
        0,
        5,
        Optional.of(START),
        put(0, 30, "d", "a"),
        put(1, 30, "d", "b"),
        put(2, 20, "e", "b"),
        put(3, 40, "e", "b"),
        put(4, 40, "e", "c"));
    partition.flush();
    List<Flush> flushes = new ArrayList<>(write());
    Flush edge = flushes.get(0);
    assertThat(edge.segment()).isEqualTo(new Segment(0, 3, 0));
    assertThat(edge.to()).isEqualTo(4);
    assertThat(edge.stamp()).isEqualTo(1 + 3);
    assertThat(edge.frontierStamp()).isEqualTo(1 + 4);
    assertThat(edge.frontier()).isEqualTo(new Frontier(4, 40, new Tally(0, 0, 2, 2), W_4));
    assertThat(edge.checkpoint())
        .contains(
            new Checkpoint(4, new Bucket(0, 0), 40, Optional.of(1), new Tally(0, 0, 2, 2), W_4));
    assertThat(words(edge)).isEqualTo(Map.of("a", WordCount.ZERO, "b", new WordCount(2, 2)));
    assertThat(edge.versions()).extracting(Flush.Stamped::stamp).containsExactly(1L, 2L, 3L, 4L);

    Flush next = flushes.get(1);
    assertThat(next.segment()).isEqualTo(new Segment(0, 3, 1));
    assertThat(next.checkpoint()).isEmpty();
    assertThat(words(next)).isEqualTo(Map.of("b", new WordCount(-1, -1), "c", new WordCount(1, 1)));
    assertThat(acked).containsExactly("t");
  }

  @Test
  void edgeOfABucketFollowsTheRunningMaximum() {
    offer(
        "t",
        0,
        3,
        Optional.of(START),
        put(0, 150, "d", "a"),
        put(1, 90, "e", "b"),
        put(2, 250, "f", "c"));
    partition.flush();
    List<Flush> flushes = write();
    assertThat(flushes)
        .extracting(Flush::segment)
        .containsExactly(new Segment(0, 3, 0), new Segment(100, 3, 0), new Segment(200, 3, 0));
    assertThat(words(flushes.get(1))).containsOnlyKeys("a", "b");
    assertThat(flushes.get(1).checkpoint())
        .contains(
            new Checkpoint(
                2,
                new Bucket(100, 0),
                150,
                Optional.of(1),
                new Tally(0, 0, 2, 2),
                new EventClock(-6, 0, 0)));
    assertThat(flushes.get(2).stamp()).isEqualTo((200L << 20) + 1);
  }

  @Test
  void theNextSegmentWaitsUntilTheOneBeforeIsWritten() {
    offer("t", 0, 2, Optional.of(START), put(0, 50, "d", "a"), put(1, 150, "d", "b"));
    partition.flush();
    Flush edge = partition.nextFlush().orElseThrow();
    assertThat(partition.nextFlush()).isEmpty();
    assertThat(partition.flushesUnderWay()).isEqualTo(2);
    write(edge);
    assertThat(acked).isEmpty();
    assertThat(write()).hasSize(1);
    assertThat(acked).containsExactly("t");
  }

  @Test
  void aPieceWaitsUntilTheOneBeforeIsWritten() {
    offer("t", 0, 1, Optional.of(START), put(0, 50, "d", "a"));
    partition.flush();
    offer("u", 1, 2, put(1, 50, "d", "b"));
    partition.flush();
    Flush first = partition.nextFlush().orElseThrow();
    assertThat(partition.nextFlush()).isEmpty();
    partition.written(first);
    Flush second = partition.nextFlush().orElseThrow();
    assertThat(words(second)).isEqualTo(Map.of("a", WordCount.ZERO, "b", new WordCount(1, 1)));
  }

  @Test
  void theWholeOfASegmentNeedNotWaitForAPiece() {
    offer("t", 0, 1, Optional.of(START), put(0, 50, "d", "a"));
    partition.flush();
    offer("u", 1, 2, put(1, 150, "d", "b"));
    Flush piece = partition.nextFlush().orElseThrow();
    Flush whole = partition.nextFlush().orElseThrow();
    assertThat(piece.wholeSegment()).isFalse();
    assertThat(whole.wholeSegment()).isTrue();
    write(whole);
    assertThat(acked).describedAs("it says that all before is written too").containsExactly("t");
    partition.written(piece);
    assertThat(partition.flushesUnderWay()).isZero();
  }

  @Test
  void flushMovesTheFrontierOverPositionsWithoutRecord() {
    offer("t", 0, 3, Optional.of(START), put(0, 50, "d", "a"));
    partition.flush();
    write();
    offer("u", 3, 7);
    assertThat(partition.dirty()).isTrue();
    partition.flush();
    Flush flush = write().get(0);
    assertThat(flush.frontier())
        .isEqualTo(new Frontier(7, 50, new Tally(0, 0, 1, 1), new EventClock(-7, 0, 0)));
    assertThat(flush.terms()).isEmpty();
    assertThat(acked).containsExactly("t", "u");
    partition.flush();
    assertThat(partition.nextFlush()).isEmpty();
  }

  @Test
  void readsTheOldVersionAsOfThePosition() {
    DocumentVersion later =
        new Change.Put(new Document("d", 99, Map.of(), "z z")).version(2).orElseThrow();
    table.computeIfAbsent("d", id -> new TreeMap<>()).put(1L + 2, later);
    offer("t", 0, 2, Optional.of(START), put(0, 50, "d", "a"), put(1, 50, "d", "b"));
    partition.flush();
    assertThat(words(write().get(0)))
        .describedAs("what a later run has written is not there yet")
        .isEqualTo(Map.of("a", WordCount.ZERO, "b", new WordCount(1, 1)));
  }

  @Test
  void talliesAndNotesWhatDidNotBecomeCurrent() {
    LogRecord late =
        new LogRecord(6, 50, new Change.Put(new Document("d", 1, Map.of(), "late words")));
    LogRecord bad = new LogRecord(7, 50, new Change.Quarantined("k", "no value"));
    Checkpoint edge =
        new Checkpoint(
            4, new Bucket(0, 0), 40, Optional.of(1), new Tally(5, 6, 9, 90), EventClock.START);
    offer("t", 4, 8, Optional.of(edge), put(5, 50, "d", "a"), late, bad);
    partition.flush();
    Flush flush = write().get(0);
    assertThat(words(flush)).containsOnlyKeys("a");
    assertThat(flush.frontier().tally()).isEqualTo(new Tally(6, 7, 10, 91));
    assertThat(flush.outcomes())
        .containsExactly(
            new Flush.Stamped<>(1 + 6, new Outcome.Superseded(6, "d", 1, 5)),
            new Flush.Stamped<>(1 + 7, new Outcome.Quarantined(7, "k", "no value")));
    assertThat(flush.versions()).hasSize(1);
  }
}
