package org.tideline.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tideline.schema.generation.Verdict;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Tally;
import org.tideline.views.time.Cut;
import org.tideline.views.window.EventClock;

class ReadingTest {
  @Test
  void isAsFreshAsThePartitionFurthestBehind() {
    assertThat(reading(0, 7_200_000, 3_600_000).freshTo()).hasValue(3_600_000);
  }

  @Test
  void isNotHeldBackByAPartitionWithoutRecords() {
    assertThat(reading(0, 7_200_000, 0).freshTo()).hasValue(7_200_000);
  }

  @Test
  void isAtLeastAsFreshAsItsCut() {
    assertThat(reading(5_000_000, 7_200_000, 3_600_000).freshTo()).hasValue(5_000_000);
  }

  @Test
  void isNotFreshBeforeTheFirstRecord() {
    assertThat(reading(0, 0, 0).freshTo()).isEmpty();
  }

  private static Reading reading(long cut, long first, long second) {
    return new Reading(
        cut == 0 ? 0 : 1,
        Verdict.UNPROVEN,
        new Cut(cut, Map.of(0, 0L, 1, 0L)),
        1,
        Map.of(
            0,
            new Frontier(9, first, Tally.ZERO, EventClock.START),
            1,
            new Frontier(9, second, Tally.ZERO, EventClock.START)),
        Optional.empty());
  }
}
