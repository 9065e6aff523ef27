package org.tideline.views.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;
import org.tideline.views.document.LogRecord;
import org.tideline.views.window.EventClock;
import org.tideline.views.window.LateRecord;
import org.tideline.views.window.TimelineEntry;
import org.tideline.views.window.TimelinePlace;
import org.tideline.views.window.WindowTotals;

/** What flushes hold by event time; W stays 7 ms behind, and event times may be 1 s ahead. */
class RealtimePartitionWindowsTest extends DrivenPartition {
  private static final long MINUTE = 60_000;

  private static LogRecord put(long position, String id, String text, long eventTime) {
    Document document = new Document(id, eventTime, Map.of(), text);
    return new LogRecord(position, 10_000_000, Optional.of(1), new Change.Put(document));
  }

  private static LogRecord delete(long position, String id, long eventTime) {
    return new LogRecord(position, 10_000_000, Optional.of(1), new Change.Delete(id, eventTime));
  }

  private static WindowTotals windows(Flush flush, String term) {
    return flush.terms().stream()
        .filter(cells -> new String(cells.term(), UTF_8).equals(term))
        .map(cells -> cells.total().orElseThrow().windows())
        .findFirst()
        .orElseThrow();
  }

  private Flush flushed() {
    partition.flush();
    List<Flush> written = write();
    return written.get(written.size() - 1);
  }

  private static WindowTotals.Builder entries() {
    return new WindowTotals.Builder(1);
  }

  private static TimelineEntry entry(long eventTime, String id, long position, boolean stands) {
    return new TimelineEntry(new TimelinePlace(eventTime, id), position, stands);
  }

  /** The old version's window was closed, the new one's was not. */
  @Test
  void eachDeltaIsMarkedByItsOwnWindow() {
    offer(
        "t",
        0,
        3,
        Optional.of(START),
        put(0, "d", "a a", 30_000),
        put(1, "e", "b", 2 * MINUTE + 7),
        put(2, "d", "a", 2 * MINUTE + 5));
    Flush flush = flushed();
    assertThat(windows(flush, "a"))
        .isEqualTo(entries().add(0, 0, 2, 1, 1).add(0, 1, -2, -1, 1).add(2, 0, 1, 1, 1).build());
    assertThat(flush.byEventTime().documents().orElseThrow().count())
        .isEqualTo(new WordCount(2, 2));
    assertThat(flush.byEventTime().documents().orElseThrow().windows())
        .isEqualTo(entries().add(0, 0, 2, 1, 1).add(0, 1, -2, -1, 1).add(2, 0, 2, 2, 2).build());
  }

  /** By its own event time the record closes the window in which the old version stood. */
  @Test
  void aRecordIsMarkedByTheWatermarkBeforeIt() {
    offer(
        "t", 0, 2, Optional.of(START), put(0, "d", "a", 30_000), put(1, "d", "b", 2 * MINUTE + 7));
    Flush flush = flushed();
    assertThat(windows(flush, "a")).isEqualTo(entries().add(0, 0, 0, 0, 2).build());
    assertThat(flush.frontier().clock()).isEqualTo(new EventClock(2 * MINUTE, 0, 0));
  }

  @Test
  void aLateRecordInAnOpenWindowIsOnTime() {
    offer("t", 0, 2, Optional.of(START), put(0, "d", "a", 50_000), put(1, "e", "a", 10_000));
    Flush flush = flushed();
    assertThat(windows(flush, "a")).isEqualTo(entries().add(0, 0, 2, 2, 2).build());
    assertThat(flush.byEventTime().late())
        .containsExactly(
            new Flush.Stamped<>(flush.stamp(), new LateRecord(0, 1, "e", 10_000, 49_993, false)));
  }

  @Test
  void onlyWhatBecomesCurrentIsLate() {
    offer(
        "t",
        0,
        4,
        Optional.of(START),
        put(0, "d", "a", 50_000),
        put(1, "d", "b", 10_000),
        delete(2, "e", 10_000),
        put(3, "f", "c", 49_993));
    Flush flush = flushed();
    assertThat(flush.byEventTime().late())
        .extracting(Flush.Stamped::value)
        .containsExactly(new LateRecord(0, 2, "e", 10_000, 49_993, true));
    assertThat(flush.frontier().clock()).isEqualTo(new EventClock(49_993, 1, 0));
  }

  @Test
  void anEventTimeTooFarAheadCountsInItsWindow() {
    offer(
        "t", 0, 2, Optional.of(START), put(0, "d", "a", 10_001_001), put(1, "e", "a", 10_001_000));
    Flush flush = flushed();
    assertThat(windows(flush, "a")).isEqualTo(entries().add(166, 0, 2, 2, 2).build());
    assertThat(flush.frontier().clock()).isEqualTo(new EventClock(10_000_993, 0, 1));
  }

  @Test
  void documentsMoveOnTheTimelineAndLeaveIt() {
    offer(
        "t",
        0,
        4,
        Optional.of(START),
        put(0, "d", "a", 5),
        put(1, "d", "b", 5),
        put(2, "d", "c", 9),
        delete(3, "d", 11));
    assertThat(flushed().byEventTime().timeline())
        .extracting(Flush.Stamped::value)
        .containsExactly(
            entry(5, "d", 0, true),
            entry(5, "d", 1, true),
            entry(5, "d", 2, false),
            entry(9, "d", 2, true),
            entry(9, "d", 3, false));
  }

  @Test
  void whatIsOfAllDocumentsIsTheTotalOfTheSegmentInEveryTier() {
    tier = Flush.Tier.LIVE;
    offer("t", 0, 1, Optional.of(START), put(0, "d", "a a", 0));
    assertThat(flushed().byEventTime().documents().orElseThrow().count())
        .isEqualTo(new WordCount(2, 1));
    offer("u", 1, 2, delete(1, "d", 1));
    assertThat(flushed().byEventTime().documents().orElseThrow().windows())
        .describedAs("back at 0, and written all the same")
        .isEqualTo(entries().add(0, 0, 0, 0, 2).build());
    offer("v", 2, 3, delete(2, "e", 1));
    assertThat(flushed().byEventTime()).isEqualTo(Flush.ByEventTime.NONE);
  }

  /** Those that did not change stand in blocks before, or in the row. */
  @Test
  void aLiveFlushHasTheWindowsThatChangedSinceTheFlushBefore() {
    tier = Flush.Tier.LIVE;
    offer("t", 0, 2, Optional.of(START), put(0, "d", "a", MINUTE), put(1, "e", "a b", 2 * MINUTE));
    assertThat(windows(flushed(), "a"))
        .isEqualTo(entries().add(1, 0, 1, 1, 1).add(2, 0, 1, 1, 1).build());
    offer("u", 2, 3, put(2, "e", "a a", 2 * MINUTE));
    Flush second = flushed();
    assertThat(windows(second, "a")).isEqualTo(entries().add(2, 0, 2, 1, 3).build());
    assertThat(windows(second, "b")).isEqualTo(entries().add(2, 0, 0, 0, 2).build());
    partition.settle();
    Flush settled = partition.nextFlush().orElseThrow();
    assertThat(settled.tier()).isEqualTo(Flush.Tier.SETTLED);
    assertThat(windows(settled, "a"))
        .isEqualTo(entries().add(1, 0, 1, 1, 1).add(2, 0, 2, 1, 3).build());
    assertThat(windows(settled, "b")).isEqualTo(entries().add(2, 0, 0, 0, 2).build());
  }
}
