package org.tideline.views.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SumOfWindowsTest {
  private static WindowTotals one(long minute, long occurrences) {
    return new WindowTotals.Builder(1).add(minute, 0, occurrences, 1, 0).build();
  }

  @Test
  void isWhatOneAfterTheOtherComesTo() {
    Random random = new Random(11);
    for (int i = 0; i < 2_000; i++) {
      SumOfWindows sum = new SumOfWindows();
      WindowTotals expected = WindowTotals.EMPTY;
      for (int more = random.nextInt(20); more > 0; more--) {
        WindowTotals totals = WindowTotals.EMPTY;
        for (int entry = random.nextInt(4); entry > 0; entry--) {
          totals = totals.plus(one(random.nextInt(10), random.nextInt(3)));
        }
        totals = random.nextBoolean() ? totals : totals.negate();
        sum.add(totals);
        expected = expected.plus(totals);
      }
      assertThat(sum.total()).isEqualTo(expected);
    }
  }

  /** One after the other they would be copied 200,000 times. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void manySmallOnesCostLittleMoreThanTheirSum() {
    SumOfWindows sum = new SumOfWindows();
    for (int i = 0; i < 200_000; i++) {
      sum.add(one(i, 2));
    }
    assertThat(sum.total().size()).isEqualTo(200_000);
  }

  @Test
  void ofNothingIsEmpty() {
    SumOfWindows sum = new SumOfWindows();
    assertThat(sum.total()).isEqualTo(WindowTotals.EMPTY);
    sum.add(one(3, 1));
    sum.add(one(3, 1).negate());
    assertThat(sum.total()).isEqualTo(WindowTotals.EMPTY);
  }
}
