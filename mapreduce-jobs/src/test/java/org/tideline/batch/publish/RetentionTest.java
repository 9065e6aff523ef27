package org.tideline.batch.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.RunKind;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.Verdict;
import org.tideline.schema.settings.GenerationSettings;
import org.tideline.views.time.Cut;

class RetentionTest {
  private static final long NOW = 1_000_000;

  /** Generation n has its cut at n * 10,000, and was begun that long after the beginning. */
  private static Map<Integer, Manifest> manifests(List<Integer> generations) {
    Map<Integer, Manifest> manifests = new TreeMap<>();
    for (int generation : generations) {
      if (generation > 0) {
        manifests.put(
            generation,
            new Manifest(
                generation,
                cut(generation),
                1,
                generation - 1,
                generation * 10_000L,
                RunKind.FULL));
      }
    }
    return manifests;
  }

  private static Cut cut(int generation) {
    return new Cut(generation * 10_000L, Map.of(0, (long) generation));
  }

  private static Retention retention(
      int serving, List<Integer> kept, long floor, int retained, long age) {
    return Retention.of(
        new Serving(9, serving, cut(serving), 1, kept, floor, Verdict.MATCH),
        manifests(kept),
        new GenerationSettings(1, true, 1_000, retained, age),
        NOW);
  }

  @Test
  void keepsTheNewestAndPutsTheFloorAtTheirLeastCut() {
    assertThat(retention(4, List.of(0, 1, 2, 3, 4), 0, 3, 0))
        .isEqualTo(new Retention(List.of(2, 3, 4), 20_000));
    assertThat(retention(4, List.of(2, 3, 4), 20_000, 3, 0))
        .isEqualTo(new Retention(List.of(2, 3, 4), 20_000));
  }

  @Test
  void theEmptyGenerationIsThePreviousOfTheFirst() {
    assertThat(retention(1, List.of(0, 1), 0, 2, 0)).isEqualTo(new Retention(List.of(0, 1), 0));
  }

  @Test
  void keepsTheServingOneAndTheOneBeforeItWhereverTheyStand() {
    assertThat(retention(1, List.of(0, 1, 2, 3, 4), 0, 2, 0))
        .isEqualTo(new Retention(List.of(0, 1, 3, 4), 0));
    assertThat(retention(3, List.of(1, 2, 3, 4, 5), 10_000, 2, 0))
        .isEqualTo(new Retention(List.of(2, 3, 4, 5), 20_000));
  }

  @Test
  void keepsWhatIsYoungHoweverManyThereAre() {
    assertThat(retention(5, List.of(1, 2, 3, 4, 5), 10_000, 2, NOW - 25_000))
        .isEqualTo(new Retention(List.of(3, 4, 5), 30_000));
  }

  @Test
  void theFloorNeverSinks() {
    assertThat(retention(4, List.of(3, 4), 35_000, 2, 0).floor()).isEqualTo(35_000);
  }
}
