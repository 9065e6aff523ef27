package org.tideline.batch.ranking;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tideline.batch.step.StepException;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.RunKind;
import org.tideline.views.time.Cut;

class RankingStepTest {
  private static final Manifest MANIFEST =
      new Manifest(3, new Cut(0, Map.of(0, 0L)), 1, 2, 0, RunKind.FULL);
  private static final Map<String, Long> WORDS =
      Map.of("rows", 7L, "occurrences", 9L, "spills", 1L);

  @Test
  void takesARankingOfAllWords() {
    assertThatCode(
            () -> RankingStep.requireAll(MANIFEST, WORDS, Map.of("rows", 7L, "occurrences", 9L)))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesARankingOfOtherWords() {
    assertRefused(
        Map.of("rows", 6L, "occurrences", 9L),
        "generation 3: expected the 7 rows of the words in the ranking, found 6; the files of the words were changed, or this is a fault of Tideline; run the batch layer anew");
    assertRefused(
        Map.of("rows", 7L, "occurrences", 10L),
        "generation 3: expected the 9 occurrences of the words in the ranking, found 10; the files of the words were changed, or this is a fault of Tideline; run the batch layer anew");
  }

  private static void assertRefused(Map<String, Long> ranking, String message) {
    assertThatExceptionOfType(StepException.class)
        .isThrownBy(() -> RankingStep.requireAll(MANIFEST, WORDS, ranking))
        .withMessage(message);
  }
}
