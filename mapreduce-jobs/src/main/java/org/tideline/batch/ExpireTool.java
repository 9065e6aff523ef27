package org.tideline.batch;

import java.io.IOException;
import java.util.OptionalInt;
import org.tideline.batch.publish.ExpireStep;

/** Deletes what the settings of retention do not keep. */
public final class ExpireTool extends StepTool {
  /** For {@code hadoop jar}. */
  public ExpireTool() {
    super(ExpireStep.NAME);
  }

  public static void main(String[] arguments) throws Exception {
    main(new ExpireTool(), arguments);
  }

  @Override
  void run(BatchRun run, OptionalInt generation) throws IOException, InterruptedException {
    run.run(ExpireStep.NAME, generation(generation));
  }

  @Override
  String usage() {
    return "--generation N";
  }
}
