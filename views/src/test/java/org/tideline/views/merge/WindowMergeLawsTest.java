package org.tideline.views.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;
import org.tideline.views.document.LogRecord;
import org.tideline.views.reference.RandomChanges;
import org.tideline.views.reference.ReferenceWindows;
import org.tideline.views.reference.ReferenceWindows.Shown;
import org.tideline.views.reference.Tokenisation;
import org.tideline.views.window.EventBounds;
import org.tideline.views.window.EventClock;
import org.tideline.views.window.LatePolicy;
import org.tideline.views.window.WindowCalendar;
import org.tideline.views.window.WindowSize;
import org.tideline.views.window.WindowSums;

/**
 * Windows at any cut, by both policies: documents below the cut, and deltas from it on, marked by
 * the clock before each record, are together what the reference shows.
 */
class WindowMergeLawsTest {
  private static final List<String> ZONES =
      List.of("UTC", "Asia/Kolkata", "Europe/Berlin", "America/Sao_Paulo");

  private record Standing(long eventTime, List<Document> document) {}

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void windowsAreThoseOfTheReference(@ForAll long seed) {
    Random random = new Random(seed);
    RandomChanges changes = new RandomChanges(random.nextLong(), "d", "w");
    List<LogRecord> records = new ArrayList<>();
    long time = 1_700_000_000_000L;
    for (int position = 0; position < 5 + random.nextInt(40); position++) {
      time += random.nextInt(50);
      records.add(new LogRecord(position, time, changes.next()));
    }
    EventBounds bounds =
        new EventBounds(random.nextInt(3) * 200_000L, random.nextInt(2) * 600_000L);
    String zone = ZONES.get(random.nextInt(ZONES.size()));
    ReferenceWindows reference = new ReferenceWindows(Map.of(0, records), bounds, ZoneId.of(zone));
    long cut = random.nextInt(records.size() + 1);
    for (String word : changes.words()) {
      ReferenceWindows.Counted counted = ReferenceWindows.word(word, Tokenisation.LETTER);
      for (WindowSize size : WindowSize.values()) {
        for (LatePolicy policy : LatePolicy.values()) {
          WindowMerge merge =
              new WindowMerge(
                  size, WindowCalendar.of(zone), policy, Long.MIN_VALUE, Long.MAX_VALUE);
          apply(records, cut, bounds, WindowCalendar.of(zone), size, counted, merge);
          Map<Long, Shown> found = new TreeMap<>();
          merge
              .windows()
              .forEach(
                  window ->
                      found.put(
                          window.window().start(),
                          new Shown(window.count().total(), window.changesAfterClose())));
          assertThat(found)
              .as("%s, %s, %s, cut %d of %s", word, size, policy, cut, records)
              .isEqualTo(reference.windows(counted, size, policy, Map.of(0, cut)));
          assertThat(merge.windows())
              .allMatch(
                  window ->
                      window.count().total().occurrences() >= 0
                          && window.count().total().documents() >= 0);
        }
      }
    }
  }

  private static void apply(
      List<LogRecord> records,
      long cut,
      EventBounds bounds,
      WindowCalendar calendar,
      WindowSize size,
      ReferenceWindows.Counted counted,
      WindowMerge merge) {
    Map<String, Standing> standing = new HashMap<>();
    EventClock clock = EventClock.START;
    WindowSums sums = new WindowSums();
    boolean batchTaken = false;
    for (LogRecord record : records) {
      if (record.position() == cut) {
        takeBatch(standing, calendar, size, counted, merge);
        batchTaken = true;
      }
      EventClock before = clock;
      clock = clock.after(record.change(), record.logAppendTime(), bounds);
      Standing next = null;
      String id = "";
      if (record.change() instanceof Change.Put put) {
        next = new Standing(put.document().eventTime(), List.of(put.document()));
        id = put.document().id();
      } else if (record.change() instanceof Change.Delete delete) {
        next = new Standing(delete.eventTime(), List.of());
        id = delete.id();
      }
      Standing old = standing.getOrDefault(id, new Standing(Long.MIN_VALUE, List.of()));
      if (next == null || old.eventTime() > next.eventTime()) {
        continue;
      }
      standing.put(id, next);
      if (batchTaken) {
        old.document()
            .forEach(d -> add(sums, calendar, before, d.eventTime(), counted.of(d).negate()));
        next.document().forEach(d -> add(sums, calendar, before, d.eventTime(), counted.of(d)));
      }
    }
    if (!batchTaken) {
      takeBatch(standing, calendar, size, counted, merge);
    }
    sums.of(0).forEach(merge);
  }

  private static void takeBatch(
      Map<String, Standing> standing,
      WindowCalendar calendar,
      WindowSize size,
      ReferenceWindows.Counted counted,
      WindowMerge merge) {
    for (Standing current : standing.values()) {
      for (Document document : current.document()) {
        long minute = WindowCalendar.minute(document.eventTime());
        merge.batch(calendar.first(size, minute), counted.of(document));
      }
    }
  }

  private static void add(
      WindowSums sums,
      WindowCalendar calendar,
      EventClock before,
      long eventTime,
      WordCount delta) {
    if (delta.documents() != 0) {
      long minute = WindowCalendar.minute(eventTime);
      int place = sums.place(minute, calendar.marks(minute, before.watermark()));
      sums.add(0, place, delta.occurrences(), (int) delta.documents());
    }
  }
}
