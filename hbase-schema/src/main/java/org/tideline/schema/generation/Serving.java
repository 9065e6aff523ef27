package org.tideline.schema.generation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.tideline.views.time.Cut;

/**
 * What readers read: one row, changed only as a whole and only from the content that was read
 * before, so that a generation is never seen with the cut of another one.
 *
 * @param revision rises by one with every change
 * @param generation the one that serves; 0 is empty
 * @param cut its own
 * @param epoch the one whose realtime views continue it
 * @param kept generations whose tables exist, ascending, the serving one included
 * @param floor ingest time in epoch milliseconds below which realtime cells may be gone
 * @param verdict that of the serving generation
 */
public record Serving(
    long revision,
    int generation,
    Cut cut,
    int epoch,
    List<Integer> kept,
    long floor,
    Verdict verdict) {
  public Serving {
    kept = List.copyOf(kept);
    for (int i = 1; i < kept.size(); i++) {
      if (kept.get(i - 1) >= kept.get(i)) {
        throw new IllegalArgumentException("kept generations must ascend, got %s".formatted(kept));
      }
    }
    if (!kept.contains(generation)) {
      throw new IllegalArgumentException(
          "serving generation %d must be kept, kept are %s".formatted(generation, kept));
    }
    if (floor > cut.ingestTime()) {
      throw new IllegalArgumentException(
          "floor %d must not be above the cut %d".formatted(floor, cut.ingestTime()));
    }
  }

  /** The row before the first publication of an epoch. */
  public static Serving empty(Epoch epoch) {
    Cut cut = new Cut(0, epoch.startPositions());
    return new Serving(1, 0, cut, epoch.number(), List.of(0), 0, Verdict.UNPROVEN);
  }

  /**
   * The row after the publication of {@code manifest}'s generation. Those that were given up for
   * its base are kept no more: the one before it is its base.
   *
   * @throws IllegalArgumentException if its base does not serve, or it is of another epoch
   */
  public Serving publishing(Manifest manifest, Verdict ofIt) {
    if (manifest.base() != generation) {
      throw new IllegalArgumentException(
          "generation %d is built on generation %d, but %d serves; build it again"
              .formatted(manifest.generation(), manifest.base(), generation));
    }
    if (manifest.epoch() != epoch) {
      throw new IllegalArgumentException(
          "generation %d is built with epoch %d, but epoch %d serves; build it again"
              .formatted(manifest.generation(), manifest.epoch(), epoch));
    }
    List<Integer> nowKept = new ArrayList<>(kept);
    nowKept.removeIf(one -> one > generation);
    nowKept.add(manifest.generation());
    return new Serving(
        revision + 1, manifest.generation(), manifest.cut(), epoch, nowKept, floor, ofIt);
  }

  /**
   * The row after another kept generation was put in the place of the serving one.
   *
   * @throws IllegalArgumentException if it serves, is not kept, is of another epoch, or realtime
   *     cells since its cut may be gone
   */
  public Serving turningTo(int other, int ofEpoch, Cut itsCut, Verdict ofIt) {
    if (other == generation) {
      throw new IllegalArgumentException("generation %d serves already".formatted(generation));
    }
    if (!kept.contains(other)) {
      throw new IllegalArgumentException(
          "generation %d is not kept, kept are %s".formatted(other, kept));
    }
    if (ofEpoch != epoch) {
      throw new IllegalArgumentException(
          "generation %d is of epoch %d, but epoch %d serves; a rollback never crosses an epoch"
              .formatted(other, ofEpoch, epoch));
    }
    return new Serving(revision + 1, other, itsCut, epoch, kept, floor, ofIt);
  }

  /**
   * The row that keeps only {@code remaining}.
   *
   * @param newFloor at or above the floor, and at or below the cut of every generation that remains
   */
  public Serving keeping(List<Integer> remaining, long newFloor) {
    if (newFloor < floor) {
      throw new IllegalArgumentException(
          "floor %d must not sink, expected at least %d".formatted(newFloor, floor));
    }
    return new Serving(revision + 1, generation, cut, epoch, remaining, newFloor, verdict);
  }

  /** The kept generation before the serving one; 0, which is empty, is that of the first. */
  public OptionalInt previous() {
    return kept.stream().mapToInt(Integer::intValue).filter(one -> one < generation).max();
  }
}
