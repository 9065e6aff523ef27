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

  /**
   * The ingest time of the newest record that is included, in epoch milliseconds; empty before the
   * first one.
   */
  public OptionalLong freshTo() {
    return frontiers.values().stream()
        .mapToLong(Frontier::maxIngestTime)
        .filter(time -> time > 0)
        .max();
  }
}
