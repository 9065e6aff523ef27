package org.tideline.benchmarks.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvenTimesTest {
  private static final int DAY = 86_400_000;

  @Test
  void fillsEveryMinuteEqually() {
    EvenTimes times = new EvenTimes(5 * (long) DAY, DAY, 14_400);
    var minutes = IntStream.range(0, 14_400).mapToLong(times::inOrder).map(time -> time / 60_000);
    assertThat(minutes.toArray())
        .isEqualTo(IntStream.range(0, 14_400).mapToLong(i -> 5 * 1_440 + i / 10).toArray());
  }

  @Test
  void takesEveryPlaceOnceInAnyOrder() {
    for (int size : new int[] {1, 2, 3, 1_000, 1_618, 9_973}) {
      EvenTimes times = new EvenTimes(7, DAY, size);
      long[] shuffled = IntStream.range(0, size).mapToLong(times::inAnyOrder).sorted().toArray();
      assertThat(shuffled).isEqualTo(IntStream.range(0, size).mapToLong(times::inOrder).toArray());
    }
  }

  @Test
  void putsNeighboursFarApartInAnyOrder() {
    EvenTimes times = new EvenTimes(0, DAY, 10_000);
    assertThat(IntStream.range(0, 9_999))
        .allMatch(i -> Math.abs(times.inAnyOrder(i + 1) - times.inAnyOrder(i)) > DAY / 3);
  }
}
