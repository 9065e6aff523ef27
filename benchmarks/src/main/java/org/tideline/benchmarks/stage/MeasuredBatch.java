package org.tideline.benchmarks.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tideline.batch.BatchRun;
import org.tideline.batch.StepListener;
import org.tideline.benchmarks.measure.VoidRunException;
import org.tideline.schema.generation.Certificate;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.RunKind;
import org.tideline.schema.generation.StepRecord;
import org.tideline.schema.generation.Verdict;
import org.tideline.schema.settings.TidelineConfiguration;

/**
 * A run of the whole batch layer.
 *
 * @param generation that serves now
 * @param steps by their names
 * @param certificate of that generation
 */
public record MeasuredBatch(
    int generation, Map<String, StepRecord> steps, Certificate certificate) {

  /**
   * Steps that build. Of the others freeze waits for the edge of a bucket, and expire for readers;
   * publish changes one row.
   */
  private static final List<String> BUILDING =
      List.of("archive", "current", "words", "index", "ranking", "timeline", "load");

  /** Builds a generation from the master dataset alone, and publishes it. */
  public static MeasuredBatch run(TidelineConfiguration configuration)
      throws IOException, InterruptedException {
    return run(configuration, BatchRun::runFull);
  }

  /** Builds a generation on the files of the one that serves, and publishes it. */
  public static MeasuredBatch runIncremental(TidelineConfiguration configuration)
      throws IOException, InterruptedException, VoidRunException {
    List<Manifest> manifests = new ArrayList<>();
    MeasuredBatch batch =
        run(
            configuration,
            run -> {
              manifests.add(run.run());
              return manifests.get(0);
            });
    if (manifests.get(0).kind() != RunKind.INCREMENTAL) {
      throw new VoidRunException(
          "generation %d: expected an incremental run, found a full one"
              .formatted(batch.generation()));
    }
    return batch;
  }

  private interface Kind {
    Manifest run(BatchRun run) throws IOException, InterruptedException;
  }

  private static MeasuredBatch run(TidelineConfiguration configuration, Kind kind)
      throws IOException, InterruptedException {
    Map<String, StepRecord> steps = new HashMap<>();
    StepListener listener =
        new StepListener() {
          @Override
          public void finished(StepRecord record) {
            steps.put(record.step(), record);
          }
        };
    try (BatchRun run = BatchRun.open(configuration, listener)) {
      int generation = kind.run(run).generation();
      return new MeasuredBatch(generation, steps, run.certificate(generation).orElseThrow());
    }
  }

  /** How long a step took. */
  public double seconds(String step) {
    return steps.get(step).millis() / 1e3;
  }

  /** What building it took, in seconds: from the archive to tables that are full. */
  public double building() {
    return BUILDING.stream().mapToDouble(this::seconds).sum();
  }

  /** What comparing it took, in seconds; how long the speed layer was waited for is apart. */
  public double certifying() {
    return seconds("certify") - awaited();
  }

  /** How long {@code certify} waited for the speed layer to reach the cut, in seconds. */
  public double awaited() {
    return certificate.millis().getOrDefault("wait", 0L) / 1e3;
  }

  /**
   * Makes sure that it was compared and agrees.
   *
   * @throws VoidRunException if not
   */
  public void requireMatch() throws VoidRunException {
    if (certificate.verdict() != Verdict.MATCH) {
      throw new VoidRunException(
          "generation %d: expected a match, found %s: %s"
              .formatted(generation, certificate.verdict().printed(), certificate.reason()));
    }
  }

  /** What a step counted under that name. */
  public long counted(String step, String counter) {
    return steps.get(step).counters().get(counter);
  }
}
