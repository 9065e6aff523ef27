package org.tideline.batch;

import java.io.IOException;
import java.util.OptionalInt;
import org.tideline.batch.timeline.TimelineStep;

/** Sorts the documents of a generation by their event times. */
public final class TimelineTool extends StepTool {
  /** For {@code hadoop jar}. */
  public TimelineTool() {
    super(TimelineStep.NAME);
  }

  public static void main(String[] arguments) throws Exception {
    main(new TimelineTool(), arguments);
  }

  @Override
  void run(BatchRun run, OptionalInt generation) throws IOException, InterruptedException {
    run.run(TimelineStep.NAME, generation(generation));
  }

  @Override
  String usage() {
    return "--generation N";
  }
}
