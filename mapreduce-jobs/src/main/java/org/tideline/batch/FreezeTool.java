package org.tideline.batch;

import java.io.IOException;
import java.util.Locale;
import java.util.OptionalInt;
import org.tideline.batch.freeze.FreezeStep;
import org.tideline.schema.generation.Manifest;

/** Begins a generation: finds its cut, writes its manifest, prints its number. */
public final class FreezeTool extends StepTool {
  /** For {@code hadoop jar}. */
  public FreezeTool() {
    super(FreezeStep.NAME);
  }

  public static void main(String[] arguments) throws Exception {
    main(new FreezeTool(), arguments);
  }

  @Override
  void run(BatchRun run, OptionalInt generation) throws IOException, InterruptedException {
    Manifest manifest = run.freeze(generation, isFull());
    tell("generation", Integer.toString(manifest.generation()));
    System.out.printf(
        "generation %d  cut %d  %s%n",
        manifest.generation(),
        manifest.cut().ingestTime(),
        manifest.kind().name().toLowerCase(Locale.ROOT));
  }

  @Override
  boolean mayBeFull() {
    return true;
  }

  @Override
  String usage() {
    return "[--generation N] [--full]";
  }
}
