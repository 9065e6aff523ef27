package org.tideline.batch;

import java.io.IOException;
import java.util.OptionalInt;
import org.tideline.batch.words.WordsStep;

/** Counts the words of a generation into files that HBase takes. */
public final class WordsTool extends StepTool {
  /** For {@code hadoop jar}. */
  public WordsTool() {
    super(WordsStep.NAME);
  }

  public static void main(String[] arguments) throws Exception {
    main(new WordsTool(), arguments);
  }

  @Override
  void run(BatchRun run, OptionalInt generation) throws IOException, InterruptedException {
    run.run(WordsStep.NAME, generation(generation));
  }

  @Override
  String usage() {
    return "--generation N";
  }
}
