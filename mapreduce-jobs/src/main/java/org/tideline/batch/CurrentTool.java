package org.tideline.batch;

import java.io.IOException;
import java.util.OptionalInt;
import org.tideline.batch.current.CurrentStep;

/** Finds the current version of every document at a generation's cut. */
public final class CurrentTool extends StepTool {
  /** For {@code hadoop jar}. */
  public CurrentTool() {
    super(CurrentStep.NAME);
  }

  public static void main(String[] arguments) throws Exception {
    main(new CurrentTool(), arguments);
  }

  @Override
  void run(BatchRun run, OptionalInt generation) throws IOException, InterruptedException {
    run.run(CurrentStep.NAME, generation(generation));
  }

  @Override
  String usage() {
    return "--generation N";
  }
}
