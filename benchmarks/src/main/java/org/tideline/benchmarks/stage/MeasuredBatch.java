package org.tideline.benchmarks.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tideline.batch.BatchRun;
import org.tideline.batch.StepListener;
import org.tideline.benchmarks.measure.VoidRunException;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.RunKind;
import org.tideline.schema.generation.StepRecord;
import org.tideline.schema.settings.TidelineConfiguration;

/**
 * A run of the whole batch layer.
 *
 * @param generation that serves now
 * @param steps by their names
 */
public record MeasuredBatch(int generation, Map<String, StepRecord> steps) {

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
      return new MeasuredBatch(kind.run(run).generation(), steps);
    }
  }

  /** How long a step took. */
  public double seconds(String step) {
    return steps.get(step).millis() / 1e3;
  }

  /** What a step counted under that name. */
  public long counted(String step, String counter) {
    return steps.get(step).counters().get(counter);
  }
}
