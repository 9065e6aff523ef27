package org.tideline.views.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tideline.views.window.TimelineEntry;
import org.tideline.views.window.TimelinePlace;

class MergedTimelineTest {
  private static TimelineEntry stands(long eventTime, String id, long position) {
    return new TimelineEntry(new TimelinePlace(eventTime, id), position, true);
  }

  private static TimelineEntry gone(long eventTime, String id, long position) {
    return new TimelineEntry(new TimelinePlace(eventTime, id), position, false);
  }

  private static List<String> merged(
      List<TimelineEntry> batch, List<TimelineEntry> realtime, boolean reverse) {
    List<String> merged = new ArrayList<>();
    new MergedTimeline(batch.iterator(), realtime.iterator(), reverse)
        .forEachRemaining(
            entry -> merged.add(entry.place().eventTime() + entry.place().id() + entry.position()));
    return merged;
  }

  @Test
  void realtimeTellsOfAPlaceInsteadOfTheBatchRow() {
    List<TimelineEntry> batch =
        Arrays.asList(stands(-1, "a", 1), stands(5, "b", 2), stands(5, "c", 3), stands(9, "d", 4));
    List<TimelineEntry> realtime =
        Arrays.asList(
            stands(-7, "z", 10), gone(5, "b", 11), stands(5, "c", 12), stands(6, "b", 11));
    assertThat(merged(batch, realtime, false))
        .containsExactly("-7z10", "-1a1", "5c12", "6b11", "9d4");
    Collections.reverse(batch);
    Collections.reverse(realtime);
    assertThat(merged(batch, realtime, true))
        .containsExactly("9d4", "6b11", "5c12", "-1a1", "-7z10");
  }

  @Test
  void ofSeveralEntriesOfAPlaceTheGreatestPositionTells() {
    assertThat(merged(List.of(), List.of(gone(5, "b", 11), stands(5, "b", 13)), false))
        .containsExactly("5b13");
    assertThat(
            merged(
                List.of(stands(5, "b", 2)), List.of(gone(5, "b", 14), stands(5, "b", 13)), false))
        .isEmpty();
  }

  @Test
  void mayBeEmpty() {
    assertThat(merged(List.of(), List.of(), false)).isEmpty();
  }
}
