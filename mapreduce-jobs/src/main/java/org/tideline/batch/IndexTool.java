package org.tideline.batch;

import java.io.IOException;
import java.util.OptionalInt;
import org.tideline.batch.index.IndexStep;

/** Builds the inverted index of a generation as files that HBase takes. */
public final class IndexTool extends StepTool {
  /** For {@code hadoop jar}. */
  public IndexTool() {
    super(IndexStep.NAME);
  }

  public static void main(String[] arguments) throws Exception {
    main(new IndexTool(), arguments);
  }

  @Override
  void run(BatchRun run, OptionalInt generation) throws IOException, InterruptedException {
    run.run(IndexStep.NAME, generation(generation));
  }

  @Override
  String usage() {
    return "--generation N";
  }
}
