package org.tideline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.tideline.batch.BatchRun;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.settings.TidelineConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tideline batch}. */
@Command(
    name = "batch",
    description = "The batch layer.",
    subcommands = BatchCommand.RunCommand.class)
final class BatchCommand {
  @ParentCommand private Main tideline;

  /** {@code tideline batch run}. */
  @Command(
      name = "run",
      description =
          "Builds a generation of all that was acknowledged before, and publishes it: freeze, archive, current, words, index, ranking, load, publish.")
  static final class RunCommand implements Callable<Integer> {
    @ParentCommand private BatchCommand batch;
    @Spec private CommandSpec spec;

    @Option(
        names = "--full",
        description =
            "Recomputes all views from the master dataset, and does not build on the generation before.")
    private boolean full;

    @Override
    public Integer call() throws IOException, InterruptedException {
      TidelineConfiguration configuration = batch.tideline.site().configuration();
      run(configuration, full, spec.commandLine().getOut(), "");
      return Main.DONE;
    }
  }

  /** Runs all steps and prints a line for each. */
  static Manifest run(
      TidelineConfiguration configuration, boolean full, PrintWriter out, String indent)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (BatchRun run = BatchRun.open(configuration, new StepLines(out, indent))) {
      Manifest manifest = full ? run.runFull() : run.run();
      out.printf(
          "%sgeneration %d serves, cut %s, %.1f s in all (unproven: not compared with the realtime views)%n",
          indent,
          manifest.generation(),
          Instant.ofEpochMilli(manifest.cut().ingestTime()),
          (System.nanoTime() - start) / 1e9);
      out.flush();
      return manifest;
    }
  }
}
