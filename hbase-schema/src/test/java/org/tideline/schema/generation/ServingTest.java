package org.tideline.schema.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tideline.views.time.Cut;

class ServingTest {
  private static final Epoch EPOCH =
      new Epoch(3, "tideline", "id", Map.of(0, 5L, 1, 0L), 0, Map.of());
  private static final Cut CUT = new Cut(20_000, Map.of(0, 30L, 1, 40L));

  @Test
  void beginsWithTheEmptyGeneration() {
    assertThat(Serving.empty(EPOCH))
        .isEqualTo(
            new Serving(
                1, 0, new Cut(0, Map.of(0, 5L, 1, 0L)), 3, List.of(0), 0, Verdict.UNPROVEN));
  }

  @Test
  void publishesGenerationWithItsOwnCut() {
    Serving published =
        Serving.empty(EPOCH)
            .publishing(new Manifest(1, CUT, 3, 0, 1, RunKind.FULL), Verdict.UNPROVEN);
    assertThat(published).isEqualTo(new Serving(2, 1, CUT, 3, List.of(0, 1), 0, Verdict.UNPROVEN));
  }

  @Test
  void refusesGenerationOnAnotherBase() {
    Serving first =
        Serving.empty(EPOCH)
            .publishing(new Manifest(1, CUT, 3, 0, 1, RunKind.FULL), Verdict.UNPROVEN);
    assertThatThrownBy(
            () -> first.publishing(new Manifest(2, CUT, 3, 0, 1, RunKind.FULL), Verdict.UNPROVEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("generation 2 is built on generation 0, but 1 serves; build it again");
  }

  @Test
  void refusesGenerationOfAnotherEpoch() {
    assertThatThrownBy(
            () ->
                Serving.empty(EPOCH)
                    .publishing(new Manifest(1, CUT, 4, 0, 1, RunKind.FULL), Verdict.UNPROVEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("generation 1 is built with epoch 4, but epoch 3 serves; build it again");
  }

  @Test
  void isNotBornWhereItsGenerationIsNotKept() {
    assertThatThrownBy(() -> new Serving(2, 1, CUT, 3, List.of(0), 0, Verdict.UNPROVEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("serving generation 1 must be kept, kept are [0]");
  }

  @Test
  void isNotBornWithFloorAboveItsCut() {
    assertThatThrownBy(() -> new Serving(2, 1, CUT, 3, List.of(1), 20_001, Verdict.UNPROVEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("floor 20001 must not be above the cut 20000");
  }

  @Test
  void isNotBornWithGenerationsOutOfOrder() {
    assertThatThrownBy(() -> new Serving(2, 1, CUT, 3, List.of(1, 0), 0, Verdict.UNPROVEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kept generations must ascend, got [1, 0]");
  }
}
