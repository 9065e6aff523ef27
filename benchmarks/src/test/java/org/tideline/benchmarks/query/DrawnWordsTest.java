package org.tideline.benchmarks.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tideline.views.count.WordCount;

class DrawnWordsTest {
  private static final int NUMBER = 10_000;
  private static final Map<String, WordCount> VOCABULARY =
      Map.of("the", new WordCount(98, 9), "sea", new WordCount(1, 1), "whale", new WordCount(1, 1));

  @Test
  void drawsEveryWordWithTheSameChance() {
    List<String> words = DrawnWords.evenly(VOCABULARY, NUMBER);
    assertThat(words).hasSize(NUMBER);
    for (String word : VOCABULARY.keySet()) {
      assertThat(Collections.frequency(words, word)).isBetween(3_100, 3_600);
    }
  }

  @Test
  void drawsEveryOccurrenceWithTheSameChance() {
    List<String> words = DrawnWords.byFrequency(VOCABULARY, NUMBER);
    assertThat(words).hasSize(NUMBER);
    assertThat(Collections.frequency(words, "the")).isBetween(9_700, 9_900);
    assertThat(Collections.frequency(words, "sea")).isBetween(50, 150);
    assertThat(Collections.frequency(words, "whale")).isBetween(50, 150);
  }

  @Test
  void drawsTheSameWordsAgain() {
    assertThat(DrawnWords.evenly(VOCABULARY, 20)).isEqualTo(DrawnWords.evenly(VOCABULARY, 20));
    assertThat(DrawnWords.byFrequency(VOCABULARY, 20))
        .isEqualTo(DrawnWords.byFrequency(VOCABULARY, 20));
  }
}
