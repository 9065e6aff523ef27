package org.tideline.batch;

import java.io.IOException;
import java.util.OptionalInt;
import org.tideline.batch.ranking.RankingStep;

/** Sorts the words of a generation by their counts. */
public final class RankingTool extends StepTool {
  /** For {@code hadoop jar}. */
  public RankingTool() {
    super(RankingStep.NAME);
  }

  public static void main(String[] arguments) throws Exception {
    main(new RankingTool(), arguments);
  }

  @Override
  void run(BatchRun run, OptionalInt generation) throws IOException, InterruptedException {
    run.run(RankingStep.NAME, generation(generation));
  }

  @Override
  String usage() {
    return "--generation N";
  }
}
