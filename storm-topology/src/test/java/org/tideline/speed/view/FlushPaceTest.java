package org.tideline.speed.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlushPaceTest {
  private final FlushPace pace = new FlushPace(200, 1_000, 800, 15_000);

  private void live() {
    pace.arrived(4_900, 1, 50);
  }

  private void nothing() {
    pace.arrived(4_950, 0, 0);
  }

  private void backlog() {
    for (int tuple = 0; tuple < 4; tuple++) {
      pace.arrived(4_900, 9, 800);
    }
  }

  @Test
  void flushesAtTheIntervalWhereWritingIsQuick() {
    live();
    pace.began(5_000);
    pace.ended(5_100);
    assertThat(pace.due(5_199, 1)).isFalse();
    assertThat(pace.due(5_200, 1)).isTrue();
  }

  @Test
  void waitsAsLongAsTheLastFlushTook() {
    live();
    pace.began(5_000);
    pace.ended(5_180);
    assertThat(pace.due(5_359, 999)).isFalse();
    assertThat(pace.due(5_360, 999)).isTrue();
  }

  @Test
  void waitsForNothingWhereEnoughIsDirty() {
    live();
    pace.began(5_000);
    pace.ended(5_180);
    assertThat(pace.due(5_180, 1_000)).isTrue();
  }

  @Test
  void doesNotWaitForRecordsThatDoNotCome() {
    nothing();
    pace.began(5_000);
    pace.ended(5_700);
    assertThat(pace.due(5_701, 1)).isTrue();
    pace.began(5_701);
    pace.ended(5_710);
    assertThat(pace.due(5_900, 1)).isFalse();
    assertThat(pace.due(5_901, 1)).isTrue();
  }

  @Test
  void staysFreshWhereWritingIsSlow() {
    live();
    pace.began(5_000);
    pace.ended(605_000);
    pace.began(605_000);
    assertThat(pace.due(605_499, 1)).isFalse();
    assertThat(pace.due(605_500, 1)).isTrue();
  }

  @Test
  void gathersMoreWhileThereIsABacklog() {
    backlog();
    pace.began(5_000);
    pace.ended(5_100);
    assertThat(pace.due(14_999, 999)).isFalse();
    assertThat(pace.due(15_000, 999)).isTrue();
    assertThat(pace.due(5_100, 1_000)).isTrue();
  }

  @Test
  void isQuickAgainAfterAQuickFlush() {
    live();
    pace.began(5_000);
    pace.ended(5_700);
    pace.began(6_400);
    pace.ended(6_410);
    assertThat(pace.due(6_600, 1)).isTrue();
  }

  @Test
  void aHiccupIsNoBacklog() {
    for (int tuple = 0; tuple < 3; tuple++) {
      pace.arrived(4_900, 9, 800);
    }
    assertThat(pace.inBacklog()).isFalse();
    live();
    backlog();
    assertThat(pace.inBacklog()).isTrue();
    nothing();
    assertThat(pace.inBacklog()).describedAs("the window may be full").isTrue();
    live();
    assertThat(pace.inBacklog()).isFalse();
  }

  @Test
  void settlesWhenItIsQuietOrAfterAWhile() {
    pace.settleBegan(5_000);
    pace.arrived(10_000, 1, 50);
    pace.arrived(10_500, 0, 0);
    assertThat(pace.settleDue(10_999)).isFalse();
    assertThat(pace.settleDue(11_000)).isTrue();
    for (long now = 10_000; now < 20_000; now += 500) {
      pace.arrived(now, 1, 50);
    }
    assertThat(pace.settleDue(19_999)).isFalse();
    assertThat(pace.settleDue(20_000)).isTrue();
  }
}
