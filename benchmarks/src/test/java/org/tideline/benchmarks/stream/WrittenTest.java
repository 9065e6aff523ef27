package org.tideline.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrittenTest {
  private static final Written WRITTEN = new Written(1_000_000, 20_000, 100);

  @Test
  void allowsForACallThatWasRepeated() {
    assertThat(WRITTEN.sameAs(new Written(1_004_000, 20_000, 101))).isTrue();
  }

  @Test
  void seesAnyFigureThatDiffers() {
    assertThat(WRITTEN.sameAs(new Written(1_020_000, 20_000, 100))).isFalse();
    assertThat(WRITTEN.sameAs(new Written(1_000_000, 19_000, 100))).isFalse();
  }

  @Test
  void isReadAloudInTheTable() {
    assertThat(WRITTEN)
        .hasToString("1,000,000 rows of terms and live blocks, 20,000 versions, 100 flushes");
  }
}
