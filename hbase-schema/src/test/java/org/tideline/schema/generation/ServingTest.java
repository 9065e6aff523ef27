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

  private static Manifest manifest(int generation) {
    return new Manifest(
        generation,
        new Cut(generation * 10_000L, Map.of(0, 30L, 1, 40L)),
        3,
        generation - 1,
        1,
        RunKind.FULL);
  }

  private static Serving second() {
    return Serving.empty(EPOCH)
        .publishing(manifest(1), Verdict.MATCH)
        .publishing(manifest(2), Verdict.MISMATCH_REALTIME);
  }

  @Test
  void turnsToAKeptGenerationWithItsOwnCutAndVerdict() {
    assertThat(second().previous()).hasValue(1);
    Serving back = second().turningTo(1, 3, manifest(1).cut(), Verdict.MATCH);
    assertThat(back)
        .isEqualTo(new Serving(4, 1, manifest(1).cut(), 3, List.of(0, 1, 2), 0, Verdict.MATCH));
    assertThat(back.previous()).hasValue(0);
    assertThat(Serving.empty(EPOCH).previous()).isEmpty();
  }

  @Test
  void whatWasGivenUpIsNotTheOneBeforeTheNext() {
    Serving back = second().turningTo(1, 3, manifest(1).cut(), Verdict.MATCH);
    Manifest third = new Manifest(3, manifest(3).cut(), 3, 1, 1, RunKind.FULL);
    Serving next = back.publishing(third, Verdict.MATCH);
    assertThat(next.kept()).containsExactly(0, 1, 3);
    assertThat(next.previous()).hasValue(1);
  }

  @Test
  void refusesToTurnToWhatCannotServe() {
    assertThatThrownBy(() -> second().turningTo(2, 3, manifest(2).cut(), Verdict.MATCH))
        .hasMessage("generation 2 serves already");
    assertThatThrownBy(() -> second().turningTo(3, 3, manifest(3).cut(), Verdict.MATCH))
        .hasMessage("generation 3 is not kept, kept are [0, 1, 2]");
    assertThatThrownBy(() -> second().turningTo(1, 4, manifest(1).cut(), Verdict.MATCH))
        .hasMessage(
            "generation 1 is of epoch 4, but epoch 3 serves; a rollback never crosses an epoch");
    Serving floored = second().keeping(List.of(1, 2), 10_001);
    assertThatThrownBy(() -> floored.turningTo(1, 3, manifest(1).cut(), Verdict.MATCH))
        .hasMessage("floor 10001 must not be above the cut 10000");
  }

  @Test
  void keepsLessAboveAFloorThatNeverSinks() {
    Serving expired = second().keeping(List.of(1, 2), 10_000);
    assertThat(expired)
        .isEqualTo(
            new Serving(
                4, 2, manifest(2).cut(), 3, List.of(1, 2), 10_000, Verdict.MISMATCH_REALTIME));
    assertThatThrownBy(() -> expired.keeping(List.of(2), 9_999))
        .hasMessage("floor 9999 must not sink, expected at least 10000");
    assertThatThrownBy(() -> expired.keeping(List.of(1), 10_000))
        .hasMessage("serving generation 2 must be kept, kept are [1]");
  }
}
