package org.tideline.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlainLogTest {
  @Test
  void findsThoseBehindTheGreatestBeforeByMoreThanTheBound() {
    assertThat(PlainLog.lateOnes(List.of(20L, 13L, 12L, 25L, 18L, 17L), 7)).containsExactly(2, 5);
  }

  @Test
  void takesTheFirstForOnTime() {
    assertThat(PlainLog.lateOnes(List.of(Long.MIN_VALUE), 7)).isEmpty();
  }
}
