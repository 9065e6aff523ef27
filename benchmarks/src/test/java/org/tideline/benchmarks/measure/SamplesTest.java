package org.tideline.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void takesTheMiddleOrTheMeanOfTheTwoThere() {
    assertThat(new Samples(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2.0);
    assertThat(new Samples(List.of(9.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3.0);
  }

  @Test
  void takesPercentilesByNearestRank() {
    Samples hundred = new Samples(IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList());
    assertThat(hundred.percentile(99)).isEqualTo(99.0);
    assertThat(hundred.percentile(50)).isEqualTo(50.0);
    assertThat(hundred.percentile(100)).isEqualTo(100.0);
    assertThat(new Samples(List.of(7.0)).percentile(1)).isEqualTo(7.0);
  }

  @Test
  void holdsAtLeastOne() {
    assertThatThrownBy(() -> new Samples(List.of()))
        .hasMessage("samples: expected at least one, got none");
  }
}
