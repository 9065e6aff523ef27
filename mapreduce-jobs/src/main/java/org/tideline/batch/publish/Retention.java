package org.tideline.batch.publish;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.settings.GenerationSettings;

/**
 * Which generations remain, and the floor below which nobody needs a realtime cell any more.
 *
 * @param kept ascending
 * @param floor the least cut of those
 */
record Retention(List<Integer> kept, long floor) {
  /**
   * What remains of {@code serving}: the serving generation, the one before it, the newest ones as
   * far as their number reaches, and those that are young.
   *
   * @param manifests of all that are kept, by generation; 0 has none
   * @param now in epoch milliseconds
   */
  static Retention of(
      Serving serving, Map<Integer, Manifest> manifests, GenerationSettings settings, long now) {
    List<Integer> newest = new ArrayList<>(serving.kept());
    newest.sort(Comparator.reverseOrder());
    List<Integer> kept = new ArrayList<>();
    for (int generation : serving.kept()) {
      boolean needed =
          generation == serving.generation()
              || serving.previous().orElse(serving.generation()) == generation;
      boolean young =
          manifests.containsKey(generation)
              && now - manifests.get(generation).frozenAt() < settings.retainedAge();
      if (needed || young || newest.indexOf(generation) < settings.retained()) {
        kept.add(generation);
      }
    }
    long floor =
        kept.stream()
            .mapToLong(generation -> cut(generation, manifests))
            .min()
            .orElse(serving.floor());
    return new Retention(kept, Math.max(serving.floor(), floor));
  }

  private static long cut(int generation, Map<Integer, Manifest> manifests) {
    return generation == 0 ? 0 : manifests.get(generation).cut().ingestTime();
  }
}
