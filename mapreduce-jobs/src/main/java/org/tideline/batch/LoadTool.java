package org.tideline.batch;

import java.io.IOException;
import java.util.OptionalInt;
import org.tideline.batch.publish.LoadStep;

/** Loads the files of a generation into its tables. */
public final class LoadTool extends StepTool {
  /** For {@code hadoop jar}. */
  public LoadTool() {
    super(LoadStep.NAME);
  }

  public static void main(String[] arguments) throws Exception {
    main(new LoadTool(), arguments);
  }

  @Override
  void run(BatchRun run, OptionalInt generation) throws IOException, InterruptedException {
    run.run(LoadStep.NAME, generation(generation));
  }

  @Override
  String usage() {
    return "--generation N";
  }
}
