package org.tideline.batch;

import java.util.List;
import java.util.Map;
import org.tideline.batch.current.CurrentStep;
import org.tideline.batch.index.IndexStep;
import org.tideline.batch.publish.LoadStep;
import org.tideline.batch.ranking.RankingStep;
import org.tideline.batch.timeline.TimelineStep;
import org.tideline.batch.views.ViewsStep;
import org.tideline.batch.words.WordsStep;

/**
 * What a step needs to be done. Steps that do not need each other may run at once: a run does them
 * one after the other, a workflow need not.
 */
final class StepOrder {
  private static final Map<String, List<String>> NEEDED =
      Map.of(
          WordsStep.NAME, List.of(CurrentStep.NAME),
          IndexStep.NAME, List.of(CurrentStep.NAME),
          RankingStep.NAME, List.of(WordsStep.NAME),
          TimelineStep.NAME, List.of(CurrentStep.NAME),
          ViewsStep.NAME, List.of(CurrentStep.NAME),
          LoadStep.NAME,
              List.of(
                  WordsStep.NAME,
                  IndexStep.NAME,
                  RankingStep.NAME,
                  TimelineStep.NAME,
                  ViewsStep.NAME));

  private StepOrder() {}

  /**
   * The steps that must be done before {@code step}.
   *
   * @param all the steps of a run in their order; one that is not named here needs the one before
   */
  static List<String> before(String step, List<String> all) {
    int place = all.indexOf(step);
    return NEEDED.getOrDefault(step, place > 0 ? List.of(all.get(place - 1)) : List.of());
  }
}
