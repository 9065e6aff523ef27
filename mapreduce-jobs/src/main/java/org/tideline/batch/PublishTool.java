package org.tideline.batch;

import java.io.IOException;
import java.util.OptionalInt;
import org.tideline.batch.publish.PublishStep;

/** Makes a generation serve. */
public final class PublishTool extends StepTool {
  /** For {@code hadoop jar}. */
  public PublishTool() {
    super(PublishStep.NAME);
  }

  public static void main(String[] arguments) throws Exception {
    main(new PublishTool(), arguments);
  }

  @Override
  void run(BatchRun run, OptionalInt generation) throws IOException, InterruptedException {
    run.run(PublishStep.NAME, generation(generation));
  }

  @Override
  String usage() {
    return "--generation N [--publish-anyway --why TEXT]";
  }
}
