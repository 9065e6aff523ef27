package org.tideline.views.merge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tideline.views.count.WordCount;

class MergedCountTest {
  @Test
  void totalIsTheSumOfBothLayers() {
    MergedCount count = new MergedCount(new WordCount(1200, 30), new WordCount(-28, -1));
    assertThat(count.total()).isEqualTo(new WordCount(1172, 29));
  }
}
