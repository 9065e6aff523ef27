package org.tideline.views.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.LogRecord;
import org.tideline.views.time.Bucket;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Segment;
import org.tideline.views.time.Segmentation;

/** PROTOCOL rules A to F, EDGE and FLUSH, one by one; buckets of 100 ms, segments of 4 records. */
class RealtimePartitionTest {
  private static final Checkpoint START = Checkpoint.startingAt(0);

  /** The document table: ids, stamps, versions. */
  private final Map<String, NavigableMap<Long, DocumentVersion>> table = new HashMap<>();

  private final List<String> acked = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();
  private final RealtimePartition<String> partition =
      new RealtimePartition<>(
          3,
          new Segmentation(new Buckets(100), 4),
          TermAnalyzer.named("letter"),
          this::before,
          new RealtimePartition.Replies<>() {
            @Override
            public void ack(String tuple) {
              acked.add(tuple);
            }

            @Override
            public void fail(String tuple) {
              failed.add(tuple);
            }
          });

  private Map<String, DocumentVersion> before(Collection<String> ids, long stamp) {
    Map<String, DocumentVersion> found = new HashMap<>();
    for (String id : ids) {
      Optional.ofNullable(table.getOrDefault(id, new TreeMap<>()).lowerEntry(stamp))
          .ifPresent(version -> found.put(id, version.getValue()));
    }
    return found;
  }

  private static LogRecord put(long position, long time, String id, String text) {
    Document document = new Document(id, position, Map.of(), text);
    return new LogRecord(position, time, Optional.of(1), new Change.Put(document));
  }

  private void offer(String tuple, long from, long to, LogRecord... records) {
    offer(tuple, from, to, Optional.empty(), records);
  }

  private void offer(
      String tuple, long from, long to, Optional<Checkpoint> init, LogRecord... records) {
    partition.offer(new MicroBatch(3, from, to, List.of(records), init), tuple);
  }

  /** Writes all that can be written. */
  private List<Flush> write() {
    List<Flush> written = new ArrayList<>();
    Optional<Flush> next = partition.nextFlush();
    while (next.isPresent()) {
      write(next.get());
      written.add(next.get());
      next = partition.nextFlush();
    }
    return written;
  }

  private void write(Flush flush) {
    for (Flush.Stamped<DocumentVersion> version : flush.versions()) {
      table
          .computeIfAbsent(version.value().id(), id -> new TreeMap<>())
          .put(version.stamp(), version.value());
    }
    partition.written(flush);
  }

  private static Map<String, WordCount> words(Flush flush) {
    Map<String, WordCount> words = new HashMap<>();
    flush.words().forEach(cell -> words.put(new String(cell.term(), UTF_8), cell.total()));
    return words;
  }

  @Test
  void aRefusesABatchWithoutStateAndWithoutCheckpoint() {
    offer("full", 0, 1, put(0, 100, "d", "a"));
    offer("empty", 0, 0);
    assertThat(failed).containsExactly("full", "empty");
    assertThat(acked).isEmpty();
    assertThat(partition.dirty()).isFalse();
  }

  @Test
  void bBeginsAtTheCheckpointAndAcksWhatIsBelowIt() {
    offer("init", 0, 0, Optional.of(START));
    assertThat(acked).containsExactly("init");
    offer("next", 0, 1, put(0, 0, "d", "a"));
    assertThat(partition.heldTuples()).containsExactly("next");
    assertThat(partition.dirty()).isTrue();
  }

  @Test
  void cBeginsAnewAtALaterCheckpoint() {
    offer("held", 0, 1, Optional.of(START), put(0, 0, "d", "a"));
    partition.flush();
    Flush dropped = partition.nextFlush().orElseThrow();
    Checkpoint later = new Checkpoint(8, new Bucket(0, 0), 50, Optional.of(1), Tally.ZERO);
    offer("init", 8, 9, Optional.of(later), put(8, 50, "e", "b"));
    assertThat(failed).containsExactly("held");

    partition.written(dropped);
    assertThat(acked).isEmpty();
    partition.flush();
    Flush flush = write().get(0);
    assertThat(words(flush)).isEqualTo(Map.of("b", new WordCount(1, 1)));
    assertThat(flush.segment()).isEqualTo(new Segment(0, 3, 2));
    assertThat(acked).containsExactly("init");
  }

  @Test
  void dAcksARepeatOnceItIsWrittenAndNeverResetsState() {
    offer("first", 0, 2, Optional.of(START), put(0, 0, "d", "a"), put(1, 0, "e", "a"));
    offer("repeat", 0, 2, Optional.of(START), put(0, 0, "d", "a"), put(1, 0, "e", "a"));
    assertThat(acked).isEmpty();
    partition.flush();
    Flush flush = write().get(0);
    assertThat(words(flush)).isEqualTo(Map.of("a", new WordCount(2, 2)));
    assertThat(acked).containsExactly("first", "repeat");
    offer("late", 0, 1, Optional.of(START), put(0, 0, "d", "a"));
    assertThat(acked).containsExactly("first", "repeat", "late");
    assertThat(failed).isEmpty();
    assertThat(partition.dirty()).isFalse();
  }

  @Test
  void eRefusesAGap() {
    offer("first", 0, 1, Optional.of(START), put(0, 0, "d", "a"));
    offer("gap", 2, 3, put(2, 0, "d", "c"));
    offer("empty gap", 2, 2);
    assertThat(failed).containsExactly("gap", "empty gap");
    offer("next", 1, 2, put(1, 0, "d", "b"));
    partition.flush();
    assertThat(words(write().get(0)))
        .isEqualTo(Map.of("a", WordCount.ZERO, "b", new WordCount(1, 1)));
    assertThat(acked).containsExactly("first", "next");
  }

  @Test
  void fAppliesOnlyWhatIsNew() {
    offer("first", 0, 1, Optional.of(START), put(0, 0, "d", "a"));
    offer("overlap", 0, 2, put(0, 0, "d", "a"), put(1, 0, "e", "a"));
    partition.flush();
    Flush flush = write().get(0);
    assertThat(words(flush)).isEqualTo(Map.of("a", new WordCount(2, 2)));
    assertThat(flush.versions()).hasSize(2);
  }

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
    assertThat(edge.frontier()).isEqualTo(new Frontier(4, 40, Tally.ZERO));
    assertThat(edge.checkpoint())
        .contains(new Checkpoint(4, new Bucket(0, 0), 40, Optional.of(1), Tally.ZERO));
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
        .contains(new Checkpoint(2, new Bucket(100, 0), 150, Optional.of(1), Tally.ZERO));
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
  void flushesOfOneSegmentMayBeUnderWayTogether() {
    offer("t", 0, 1, Optional.of(START), put(0, 50, "d", "a"));
    partition.flush();
    offer("u", 1, 2, put(1, 50, "d", "b"));
    partition.flush();
    Flush first = partition.nextFlush().orElseThrow();
    Flush second = partition.nextFlush().orElseThrow();
    assertThat(words(second)).isEqualTo(Map.of("a", WordCount.ZERO, "b", new WordCount(1, 1)));
    write(second);
    assertThat(acked).describedAs("it says that all before is written too").hasSize(2);
    partition.written(first);
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
    assertThat(flush.frontier()).isEqualTo(new Frontier(7, 50, Tally.ZERO));
    assertThat(flush.words()).isEmpty();
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
    Checkpoint edge = new Checkpoint(4, new Bucket(0, 0), 40, Optional.of(1), new Tally(5, 6));
    offer("t", 4, 8, Optional.of(edge), put(5, 50, "d", "a"), late, bad);
    partition.flush();
    Flush flush = write().get(0);
    assertThat(words(flush)).containsOnlyKeys("a");
    assertThat(flush.frontier().tally()).isEqualTo(new Tally(6, 7));
    assertThat(flush.outcomes())
        .containsExactly(
            new Flush.Stamped<>(1 + 6, new Outcome.Superseded(6, "d", 1, 5)),
            new Flush.Stamped<>(1 + 7, new Outcome.Quarantined(7, "k", "no value")));
    assertThat(flush.versions()).hasSize(1);
  }
}
