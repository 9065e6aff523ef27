package org.tideline.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TargetTest {
  @Test
  void isMetByItsOwnValue() {
    assertThat(Target.atLeast(2).metBy(2)).isTrue();
    assertThat(Target.atMost(2).metBy(2)).isTrue();
  }

  @Test
  void showsThatItIsMissed() {
    assertThat(Target.atLeast(2).verdict(1.99)).isEqualTo("**missed**");
    assertThat(Target.atMost(2).verdict(2.01)).isEqualTo("**missed**");
    assertThat(Target.atMost(2).verdict(1.99)).isEqualTo("met");
  }
}
