package org.tideline.query;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.Verdict;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.time.Cut;

/**
 * What an answer was read from.
 *
 * @param generation the one whose batch view answers below the cut; 0 is empty
 * @param verdict what is known of that generation
 * @param cut where the batch layer ends
 * @param epoch the settings that the realtime views were computed with
 * @param frontiers per partition, how far the speed layer was before the data were read
 * @param partial why the answer may be short; empty for a whole answer
 */
public record Reading(
    int generation,
    Verdict verdict,
    Cut cut,
    int epoch,
    Map<Integer, Frontier> frontiers,
    Optional<String> partial) {
  public Reading {
    frontiers = Map.copyOf(frontiers);
  }

  static Reading of(Snapshot snapshot) {
    Serving serving = snapshot.serving();
    return new Reading(
        serving.generation(),
        serving.verdict(),
        serving.cut(),
        serving.epoch(),
        snapshot.frontiers(),
        snapshot.partial());
  }

  /** The same, partial for {@code reason} where there is one and none was known before. */
  Reading partialFor(Optional<String> reason) {
    return new Reading(
        generation, verdict, cut, epoch, frontiers, partial.isPresent() ? partial : reason);
  }

  /**
   * Makes sure that the answer is whole.
   *
   * @throws QueryException if it may be short, saying why
   */
  public void requireComplete() throws QueryException {
    if (partial.isPresent()) {
      throw new QueryException(
          "expected a whole answer, found one that may be short: " + partial.get());
    }
  }

  /**
   * The ingest time before which every record is included, in epoch milliseconds: that of the
   * partition which is furthest behind, or the cut where the batch layer is further. A partition of
   * which no record was read yet has no say. One that gets no records any more holds it back until
   * the next generation, since nothing tells it here from one that is behind. Empty before the
   * first record.
   */
  public OptionalLong freshTo() {
    long slowest =
        frontiers.values().stream()
            .mapToLong(Frontier::maxIngestTime)
            .filter(time -> time > 0)
            .min()
            .orElse(0);
    long fresh = Math.max(slowest, cut.ingestTime());
    return fresh > 0 ? OptionalLong.of(fresh) : OptionalLong.empty();
  }
}
