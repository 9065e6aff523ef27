package org.tideline.views.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;

class EventClockTest {
  private static final EventBounds BOUNDS = new EventBounds(7, 100);

  private static Change put(long eventTime) {
    return new Change.Put(new Document("d", eventTime, Map.of(), "text"));
  }

  private static EventClock after(EventClock clock, Change change) {
    return clock.after(change, 1_000, BOUNDS);
  }

  @Test
  void staysBehindTheGreatestEventTimeByTheBound() {
    EventClock clock = after(EventClock.START, put(20));
    assertThat(clock.watermark()).isEqualTo(13);
    assertThat(clock.isLate(13)).isFalse();
    assertThat(clock.isLate(12)).isTrue();
  }

  @Test
  void neverFalls() {
    EventClock clock = after(after(EventClock.START, put(20)), put(12));
    assertThat(clock.watermark()).isEqualTo(13);
    assertThat(after(clock, put(21)).watermark()).isEqualTo(14);
  }

  @Test
  void nothingIsLateBeforeTheFirstPut() {
    assertThat(EventClock.START.isLate(Long.MIN_VALUE)).isFalse();
    assertThat(after(EventClock.START, put(-50)).watermark()).isEqualTo(-57);
  }

  @Test
  void onlyPutsMoveIt() {
    EventClock clock = after(EventClock.START, put(20));
    assertThat(after(clock, new Change.Delete("d", 500))).isEqualTo(clock);
    assertThat(after(clock, new Change.Tick())).isEqualTo(clock);
    assertThat(after(clock, new Change.Quarantined("d", "no text"))).isEqualTo(clock);
  }

  @Test
  void anEventTimeTooFarAheadIsCountedAndDoesNotMoveIt() {
    EventClock clock = after(EventClock.START, put(20));
    assertThat(after(clock, put(1_100))).isEqualTo(new EventClock(1_093, 0, 0));
    assertThat(after(clock, put(1_101))).isEqualTo(new EventClock(13, 0, 1));
    assertThat(after(clock, put(Long.MAX_VALUE))).isEqualTo(new EventClock(13, 0, 1));
  }

  @Test
  void theLeastEventTimesDoNotUnderflow() {
    assertThat(after(EventClock.START, put(Long.MIN_VALUE + 6))).isEqualTo(EventClock.START);
    assertThat(after(EventClock.START, put(Long.MIN_VALUE + 8)).watermark())
        .isEqualTo(Long.MIN_VALUE + 1);
  }

  @Test
  void countsLateRecords() {
    assertThat(new EventClock(13, 4, 5).plusLate()).isEqualTo(new EventClock(13, 5, 5));
  }

  @Test
  void boundsAreNotNegative() {
    assertThatThrownBy(() -> new EventBounds(-1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bounds of event time must not be negative, got lateness -1, future 0");
  }
}
