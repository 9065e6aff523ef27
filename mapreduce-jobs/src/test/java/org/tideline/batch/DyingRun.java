package org.tideline.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.BatchStep;
import org.tideline.schema.generation.StepRecord;
import org.tideline.schema.settings.BatchSettings;
import org.tideline.schema.settings.TidelineConfiguration;

/** A run of a generation that was frozen, which dies at a crash point. */
final class DyingRun {
  /** It got where it was to die. */
  static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private DyingRun() {}

  /** Lets the programs with that configuration die where they are told to. */
  static void on(Configuration hadoop) {
    hadoop.set("fs.file.impl", CrashingFileSystem.class.getName());
    hadoop.setBoolean("fs.file.impl.disable.cache", true);
  }

  /** Runs it until it dies. */
  static void run(TidelineConfiguration configuration, int generation, CrashPoint point)
      throws IOException, InterruptedException {
    switch (point.act()) {
      case NOTED -> attempt(configuration, generation, dyingAfter(point.step()));
      case UNNOTED -> leaveUnnoted(configuration, generation, point.step());
      case BEFORE_RENAME, AFTER_RENAME, AFTER_DELETE, BEFORE_CREATE -> {
        CrashingFileSystem.dieAt(
            point.act(), point.below(BatchSettings.from(configuration).rootDir()), point.halts());
        attempt(configuration, generation, new StepListener() {});
      }
    }
  }

  private static void attempt(
      TidelineConfiguration configuration, int generation, StepListener listener)
      throws IOException, InterruptedException {
    try (BatchRun run = BatchRun.open(configuration, listener)) {
      run.freeze(OptionalInt.of(generation), false);
      run.finish(generation);
    }
  }

  private static StepListener dyingAfter(String step) {
    return new StepListener() {
      @Override
      public void finished(StepRecord record) {
        if (record.step().equals(step)) {
          throw new Death();
        }
      }
    };
  }

  private static void leaveUnnoted(
      TidelineConfiguration configuration, int generation, String unnoted)
      throws IOException, InterruptedException {
    try (BatchRun run = BatchRun.open(configuration, new StepListener() {});
        BatchLayer layer = BatchLayer.open(configuration)) {
      for (BatchStep step : BatchRun.steps(Optional.empty())) {
        if (step.name().equals(unnoted)) {
          step.run(layer, layer.manifest(generation));
          throw new Death();
        }
        run.run(step.name(), generation);
      }
    }
  }

  /** Begins one in a process of its own. */
  static Process begin(Configuration hadoop, int generation, CrashPoint point, Path folder)
      throws IOException {
    Path settings = folder.resolve("settings.xml");
    try (var out = Files.newOutputStream(settings)) {
      hadoop.writeXml(out);
    }
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            DyingRun.class.getName(),
            settings.toString(),
            Integer.toString(generation),
            point.name())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output.log").toFile())
        .start();
  }

  /** Runs it in this process, which halts. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Configuration hadoop = new Configuration(false);
    hadoop.addResource(new org.apache.hadoop.fs.Path(Path.of(arguments[0]).toUri()));
    run(
        TidelineConfiguration.load(hadoop),
        Integer.parseInt(arguments[1]),
        CrashPoint.valueOf(arguments[2]));
  }
}
