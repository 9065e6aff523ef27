package org.tideline.batch.freeze;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tideline.batch.step.StepException;
import org.tideline.views.time.Cut;

class ContinuationTest {
  private static final Cut BASE = new Cut(2_000, Map.of(0, 30L, 1, 40L));

  @Test
  void takesALogThatHoldsTheEndOfItsArchive() {
    Continuation.requireJoined("log", 0, 1_000, 1_000, 1_000);
    Continuation.requireJoined("log", 0, 1_000, 0, 1_001);
  }

  @Test
  void refusesALogThatLostRecordsBeforeTheyWereArchived() {
    assertThatExceptionOfType(StepException.class)
        .isThrownBy(() -> Continuation.requireJoined("log", 1, 1_000, 1_001, 2_000))
        .withMessage(
            "log log, partition 1: expected the records from position 1000 on, found those from 1001 on: [1000, 1001) have left the log before they were archived; raise the retention of the topic, and start anew from an empty folder or namespace");
  }

  @Test
  void refusesALogShorterThanItsArchive() {
    assertThatExceptionOfType(StepException.class)
        .isThrownBy(() -> Continuation.requireJoined("log", 1, 1_000, 0, 900))
        .withMessage(
            "log log, partition 1: expected the records below position 1000, which are archived, found those below 900: [900, 1000) are gone from the log, and others will take their positions; bring the log back, or start anew from an empty folder or namespace");
  }

  @Test
  void takesACutAboveItsBase() {
    Continuation.requireAbove(3, BASE, new Cut(3_000, Map.of(0, 30L, 1, 41L)));
  }

  @Test
  void refusesACutThatIsNotLater() {
    assertThatExceptionOfType(StepException.class)
        .isThrownBy(
            () -> Continuation.requireAbove(3, BASE, new Cut(2_000, Map.of(0, 50L, 1, 50L))))
        .withMessage(
            "log: expected a cut after 2000, that of generation 3, found 2000; the log has lost its newest records");
  }

  @Test
  void refusesACutBelowItsBaseInOnePartition() {
    assertThatExceptionOfType(StepException.class)
        .isThrownBy(
            () -> Continuation.requireAbove(3, BASE, new Cut(3_000, Map.of(0, 31L, 1, 39L))))
        .withMessage(
            "log, partition 1: expected the cut at position 40, that of generation 3, or above, found 39; the log has lost records that were counted: bring it back, or start anew from an empty folder or namespace");
  }
}
