package org.tideline.speed.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tideline.speed.view.FlushPace.Arrival;

class FlushPaceTest {
  private final FlushPace pace = new FlushPace(200, 1_000);

  @Test
  void flushesAtTheIntervalWhereWritingIsQuick() {
    pace.began(5_000);
    pace.ended(5_100);
    assertThat(pace.due(5_199, 1, Arrival.LIVE)).isFalse();
    assertThat(pace.due(5_200, 1, Arrival.LIVE)).isTrue();
  }

  @Test
  void waitsAsLongAsTheLastFlushTook() {
    pace.began(5_000);
    pace.ended(5_180);
    assertThat(pace.due(5_359, 999, Arrival.LIVE)).isFalse();
    assertThat(pace.due(5_360, 999, Arrival.LIVE)).isTrue();
  }

  @Test
  void waitsForNothingWhereEnoughIsDirty() {
    pace.began(5_000);
    pace.ended(5_180);
    assertThat(pace.due(5_180, 1_000, Arrival.LIVE)).isTrue();
  }

  @Test
  void doesNotWaitForRecordsThatDoNotCome() {
    pace.began(5_000);
    pace.ended(5_700);
    assertThat(pace.due(5_701, 1, Arrival.NOTHING)).isTrue();
    pace.began(5_701);
    pace.ended(5_710);
    assertThat(pace.due(5_900, 1, Arrival.NOTHING)).isFalse();
    assertThat(pace.due(5_901, 1, Arrival.NOTHING)).isTrue();
  }

  @Test
  void staysFreshWhereWritingIsSlow() {
    pace.began(5_000);
    pace.ended(605_000);
    pace.began(605_000);
    assertThat(pace.due(605_499, 1, Arrival.LIVE)).isFalse();
    assertThat(pace.due(605_500, 1, Arrival.LIVE)).isTrue();
  }

  @Test
  void gathersMoreWhileThereIsABacklog() {
    pace.began(5_000);
    pace.ended(5_100);
    assertThat(pace.due(14_999, 999, Arrival.BACKLOG)).isFalse();
    assertThat(pace.due(15_000, 999, Arrival.BACKLOG)).isTrue();
    assertThat(pace.due(5_100, 1_000, Arrival.BACKLOG)).isTrue();
  }

  @Test
  void isQuickAgainAfterAQuickFlush() {
    pace.began(5_000);
    pace.ended(5_700);
    pace.began(6_400);
    pace.ended(6_410);
    assertThat(pace.due(6_600, 1, Arrival.LIVE)).isTrue();
  }
}
