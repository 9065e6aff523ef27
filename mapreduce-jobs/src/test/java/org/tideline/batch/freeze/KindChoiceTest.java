package org.tideline.batch.freeze;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tideline.batch.freeze.KindChoice.Circumstances;
import org.tideline.schema.generation.RunKind;

class KindChoiceTest {
  private static final Optional<String> USABLE = Optional.empty();

  private static void assertFull(String why, Circumstances now) {
    assertThat(KindChoice.of(now)).isEqualTo(new KindChoice(RunKind.FULL, Optional.of(why)));
  }

  @Test
  void buildsOnTheBaseWhereNothingSpeaksAgainstIt() {
    assertThat(KindChoice.of(new Circumstances(false, 3, 2, 7, false, false, USABLE)))
        .isEqualTo(
            new KindChoice(
                RunKind.INCREMENTAL, Optional.of("incremental, on the files of generation 3")));
  }

  @Test
  void theFirstRunIsFull() {
    assertThat(KindChoice.of(new Circumstances(false, 0, 0, 7, false, false, Optional.of("gone"))))
        .isEqualTo(new KindChoice(RunKind.FULL, Optional.empty()));
  }

  @Test
  void isFullWhereThatIsAskedFor() {
    assertFull("full: asked for", new Circumstances(true, 3, 0, 7, false, false, USABLE));
  }

  @Test
  void theSeventhRunIsFull() {
    // After a full one, six are incremental.
    assertThat(KindChoice.of(new Circumstances(false, 6, 5, 7, false, false, USABLE)).kind())
        .isEqualTo(RunKind.INCREMENTAL);
    assertFull("full: 1 of 7 runs is", new Circumstances(false, 7, 6, 7, false, false, USABLE));
    assertFull("full: 1 of 1 runs is", new Circumstances(false, 7, 0, 1, false, false, USABLE));
  }

  @Test
  void isFullAfterAMismatch() {
    assertFull(
        "full: the layers differed the last time that they were compared",
        new Circumstances(false, 3, 0, 7, true, false, USABLE));
  }

  @Test
  void isFullOnceAnUnprovenBaseCanBeProven() {
    assertFull(
        "full: generation 3 is unproven", new Circumstances(false, 3, 0, 7, false, true, USABLE));
  }

  @Test
  void isFullWhereTheFilesOfTheBaseCannotBeUsed() {
    assertFull("full: gone", new Circumstances(false, 3, 0, 7, false, false, Optional.of("gone")));
  }
}
