package org.tideline.batch.freeze;

import java.util.Optional;
import org.tideline.schema.generation.RunKind;

/**
 * Whether a run is full or builds on its base, and why.
 *
 * @param why for people; empty where there was nothing to choose
 */
record KindChoice(RunKind kind, Optional<String> why) {

  /**
   * What the choice rests on.
   *
   * @param asked whether the user wants a full run
   * @param base the generation that serves
   * @param incremental how many runs up to that of the base were incremental, one after the other
   * @param every of so many runs one is full
   * @param mismatch whether the last comparison of the layers found that they differ
   * @param provable whether the base is unproven and a generation could be proven now
   * @param unusable why the files of the base cannot be built on, if so
   */
  record Circumstances(
      boolean asked,
      int base,
      int incremental,
      int every,
      boolean mismatch,
      boolean provable,
      Optional<String> unusable) {}

  static KindChoice of(Circumstances now) {
    if (now.base() == 0) {
      return new KindChoice(RunKind.FULL, Optional.empty());
    }
    if (now.asked()) {
      return full("asked for");
    }
    if (now.mismatch()) {
      return full("the layers differed the last time that they were compared");
    }
    if (now.provable()) {
      // What is built on it would be no better proven than it.
      return full("generation %d is unproven".formatted(now.base()));
    }
    if (now.incremental() + 1 >= now.every()) {
      return full("1 of %d runs is".formatted(now.every()));
    }
    if (now.unusable().isPresent()) {
      return full(now.unusable().get());
    }
    return new KindChoice(
        RunKind.INCREMENTAL,
        Optional.of("incremental, on the files of generation %d".formatted(now.base())));
  }

  private static KindChoice full(String why) {
    return new KindChoice(RunKind.FULL, Optional.of("full: " + why));
  }
}
