package org.tideline.speed.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlushPaceTest {
  private final FlushPace pace = new FlushPace(200, 1_000);

  @Test
  void flushesAtTheIntervalWhereWritingIsQuick() {
    pace.began(5_000);
    pace.ended(5_100);
    assertThat(pace.due(5_199, 1, true)).isFalse();
    assertThat(pace.due(5_200, 1, true)).isTrue();
  }

  @Test
  void waitsAsLongAsTheLastFlushTook() {
    pace.began(5_000);
    pace.ended(5_700);
    assertThat(pace.due(6_399, 999, true)).isFalse();
    assertThat(pace.due(6_400, 999, true)).isTrue();
  }

  @Test
  void waitsForNothingWhereEnoughIsDirty() {
    pace.began(5_000);
    pace.ended(5_700);
    assertThat(pace.due(5_700, 1_000, true)).isTrue();
  }

  @Test
  void doesNotWaitForRecordsThatDoNotCome() {
    pace.began(5_000);
    pace.ended(5_700);
    assertThat(pace.due(5_701, 1, false)).isTrue();
    pace.began(5_701);
    pace.ended(5_710);
    assertThat(pace.due(5_900, 1, false)).isFalse();
    assertThat(pace.due(5_901, 1, false)).isTrue();
  }

  @Test
  void doesNotRepeatAnOutage() {
    pace.began(5_000);
    pace.ended(605_000);
    pace.began(605_000);
    assertThat(pace.due(606_999, 1, true)).isFalse();
    assertThat(pace.due(607_000, 1, true)).isTrue();
  }

  @Test
  void isQuickAgainAfterAQuickFlush() {
    pace.began(5_000);
    pace.ended(5_700);
    pace.began(6_400);
    pace.ended(6_410);
    assertThat(pace.due(6_600, 1, true)).isTrue();
  }
}
