package org.tideline.views.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WordCountTest {
  @Test
  void isAGroup() {
    WordCount a = new WordCount(3, 2);
    WordCount b = new WordCount(-5, 1);
    assertThat(a.plus(b)).isEqualTo(b.plus(a)).isEqualTo(new WordCount(-2, 3));
    assertThat(a.plus(WordCount.ZERO)).isEqualTo(a);
    assertThat(a.plus(a.negate())).isEqualTo(WordCount.ZERO);
  }

  @Test
  void refusesToOverflow() {
    WordCount greatest = new WordCount(Long.MAX_VALUE, 0);
    WordCount least = new WordCount(0, Long.MIN_VALUE);
    assertThatThrownBy(() -> greatest.plus(new WordCount(1, 0)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(least::negate).isInstanceOf(ArithmeticException.class);
  }
}
