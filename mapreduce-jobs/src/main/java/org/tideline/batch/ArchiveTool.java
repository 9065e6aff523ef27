package org.tideline.batch;

import java.io.IOException;
import java.util.OptionalInt;
import org.tideline.batch.archive.ArchiveStep;

/** Copies the log up to a generation's cut into the master dataset. */
public final class ArchiveTool extends StepTool {
  /** For {@code hadoop jar}. */
  public ArchiveTool() {
    super(ArchiveStep.NAME);
  }

  public static void main(String[] arguments) throws Exception {
    main(new ArchiveTool(), arguments);
  }

  @Override
  void run(BatchRun run, OptionalInt generation) throws IOException, InterruptedException {
    run.run(ArchiveStep.NAME, generation(generation));
  }

  @Override
  String usage() {
    return "--generation N";
  }
}
