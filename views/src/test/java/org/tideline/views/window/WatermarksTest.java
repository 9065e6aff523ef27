package org.tideline.views.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatermarksTest {
  private static final Window WINDOW = new Window(0, 60);

  private static String state(Map<Integer, Long> watermarks, Integer... idle) {
    return new Watermarks(watermarks, Set.of(idle)).state(WINDOW).toString();
  }

  @Test
  void aWindowIsClosedWhenEveryWatermarkHasPassedItsEnd() {
    assertThat(state(Map.of(0, 60L, 1, 61L))).isEqualTo("closed");
    assertThat(state(Map.of(0, 59L, 1, 61L))).isEqualTo("open");
    assertThat(state(Map.of(0, EventClock.NO_WATERMARK, 1, 61L))).isEqualTo("open");
    assertThat(state(Map.of())).isEqualTo("open");
  }

  @Test
  void anIdlePartitionHoldsNothingBack() {
    assertThat(state(Map.of(0, 60L, 3, 12L), 3)).isEqualTo("closed, partition 3 idle");
    assertThat(state(Map.of(0, 60L, 1, EventClock.NO_WATERMARK, 3, 12L), 1, 3))
        .isEqualTo("closed, partitions 1, 3 idle");
    assertThat(state(Map.of(0, 60L, 3, 70L), 3)).isEqualTo("closed");
    assertThat(state(Map.of(0, 59L, 3, 70L), 3)).isEqualTo("open");
  }

  @Test
  void whereAllAreIdleTheGreatestWatermarkCounts() {
    assertThat(state(Map.of(0, 12L, 1, 60L), 0, 1)).isEqualTo("closed, partition 0 idle");
    assertThat(state(Map.of(0, 12L, 1, 59L), 0, 1)).isEqualTo("open");
  }
}
