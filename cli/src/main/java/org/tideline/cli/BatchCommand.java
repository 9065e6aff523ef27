package org.tideline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.tideline.batch.BatchRun;
import org.tideline.schema.generation.Certificate;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.Verdict;
import org.tideline.schema.settings.TidelineConfiguration;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tideline batch}. */
@Command(
    name = "batch",
    description = "The batch layer.",
    subcommands = BatchCommand.RunCommand.class)
final class BatchCommand {
  @ParentCommand private Main tideline;

  /** What has to be said together. */
  static final class Anyway {
    @Option(
        names = "--publish-anyway",
        required = true,
        description = "Publish it whatever its certificate says.")
    private boolean publish;

    @Option(
        names = "--why",
        required = true,
        paramLabel = "TEXT",
        description = "Why; kept with the generation.")
    private String why;
  }

  /** {@code tideline batch run}. */
  @Command(
      name = "run",
      description =
          "Builds a generation of all that was acknowledged before, and publishes it: freeze, archive, current, words, index, ranking, load, certify, publish, expire.")
  static final class RunCommand implements Callable<Integer> {
    @ParentCommand private BatchCommand batch;
    @Spec private CommandSpec spec;

    @Option(
        names = "--generation",
        paramLabel = "N",
        description = "Go on with a generation that was begun, such as one that is held.")
    private Optional<Integer> generation = Optional.empty();

    @ArgGroup(exclusive = false)
    private Anyway anyway;

    @Option(
        names = "--full",
        description =
            "Recomputes all views from the master dataset, and does not build on the generation before.")
    private boolean full;

    @Override
    public Integer call() throws IOException, InterruptedException {
      if (full && generation.isPresent()) {
        throw new ParameterException(
            spec.commandLine(),
            "expected --full or --generation, found both: how generation %d is built was decided when it was begun"
                .formatted(generation.get()));
      }
      TidelineConfiguration configuration = batch.tideline.site().configuration();
      run(
          configuration,
          spec.commandLine().getOut(),
          "",
          full,
          generation.map(OptionalInt::of).orElse(OptionalInt.empty()),
          Optional.ofNullable(anyway).map(said -> said.why));
      return Main.DONE;
    }
  }

  /** Runs all steps of a new generation and prints a line for each. */
  static Manifest run(TidelineConfiguration configuration, PrintWriter out, String indent)
      throws IOException, InterruptedException {
    return run(configuration, out, indent, false, OptionalInt.empty(), Optional.empty());
  }

  private static Manifest run(
      TidelineConfiguration configuration,
      PrintWriter out,
      String indent,
      boolean full,
      OptionalInt generation,
      Optional<String> anyway)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (BatchRun run = BatchRun.open(configuration, new StepLines(out, indent), anyway)) {
      Manifest manifest = made(run, full, generation);
      Optional<Certificate> certificate = run.certificate(manifest.generation());
      out.printf(
          "%sgeneration %d serves, cut %s, %.1f s in all (%s)%n",
          indent,
          manifest.generation(),
          Instant.ofEpochMilli(manifest.cut().ingestTime()),
          (System.nanoTime() - start) / 1e9,
          said(certificate));
      certificate
          .filter(found -> found.verdict().isAlarm())
          .ifPresent(found -> out.print(alarm(found, indent)));
      out.flush();
      return manifest;
    }
  }

  private static Manifest made(BatchRun run, boolean full, OptionalInt generation)
      throws IOException, InterruptedException {
    if (generation.isPresent()) {
      return run.finish(generation.getAsInt());
    }
    return full ? run.runFull() : run.run();
  }

  private static String said(Optional<Certificate> certificate) {
    Verdict verdict = certificate.map(Certificate::verdict).orElse(Verdict.UNPROVEN);
    return verdict == Verdict.UNPROVEN
        ? "unproven: "
            + certificate.map(Certificate::reason).orElse("not compared with the realtime views")
        : verdict.printed();
  }

  /** Loud: answers were wrong before this generation, or may be after it. */
  private static String alarm(Certificate certificate, String indent) {
    return "%s!!! %s: %s%n%s!!! see tideline generations certificate %d%n"
        .formatted(
            indent,
            certificate.verdict().printed().toUpperCase(Locale.ROOT),
            certificate.reason(),
            indent,
            certificate.generation());
  }
}
