package org.tideline.batch;

import java.io.IOException;
import java.util.OptionalInt;
import org.tideline.batch.views.ViewsStep;

/** Sums up the views of users over the documents of a generation. */
public final class ViewsTool extends StepTool {
  /** For {@code hadoop jar}. */
  public ViewsTool() {
    super(ViewsStep.NAME);
  }

  public static void main(String[] arguments) throws Exception {
    main(new ViewsTool(), arguments);
  }

  @Override
  void run(BatchRun run, OptionalInt generation) throws IOException, InterruptedException {
    run.run(ViewsStep.NAME, generation(generation));
  }

  @Override
  String usage() {
    return "--generation N";
  }
}
