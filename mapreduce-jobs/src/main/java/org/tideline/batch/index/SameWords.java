package org.tideline.batch.index;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.StepException;
import org.tideline.batch.words.WordsStep;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.StepRecord;

/**
 * Holds what the step index counted against what the step words did. Either may be done first, or
 * both at once: the step load asks again.
 */
public final class SameWords {
  private SameWords() {}

  /**
   * Compares what both steps have recorded.
   *
   * @throws StepException if it differs
   */
  public static void require(BatchLayer layer, Manifest manifest) throws IOException {
    Optional<Map<String, Long>> index = counted(layer, manifest, IndexStep.NAME);
    if (index.isPresent()) {
      require(layer, manifest, index.get());
    }
  }

  /** Compares with what the step words has recorded, if it is done. */
  static void require(BatchLayer layer, Manifest manifest, Map<String, Long> index)
      throws IOException {
    Optional<Map<String, Long>> words = counted(layer, manifest, WordsStep.NAME);
    if (words.isPresent()) {
      require(manifest, "terms", words.get().get(WordsStep.ROWS), index);
      require(manifest, "postings", words.get().get(WordsStep.POSTINGS), index);
      require(manifest, "occurrences", words.get().get(WordsStep.OCCURRENCES), index);
    }
  }

  private static Optional<Map<String, Long>> counted(
      BatchLayer layer, Manifest manifest, String step) throws IOException {
    return layer.store().steps(manifest.generation()).stream()
        .filter(record -> record.step().equals(step))
        .map(StepRecord::counters)
        .findFirst();
  }

  private static void require(
      Manifest manifest, String what, long expected, Map<String, Long> index) {
    if (expected != index.get(what)) {
      throw new StepException(
          "generation %d: expected %d %s in the index, found %d; the archive was changed since the step current, or this is a fault of Tideline"
              .formatted(manifest.generation(), expected, what, index.get(what)));
    }
  }
}
