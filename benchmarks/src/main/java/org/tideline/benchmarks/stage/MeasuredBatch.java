package org.tideline.benchmarks.stage;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.tideline.batch.BatchRun;
import org.tideline.batch.StepListener;
import org.tideline.schema.generation.StepRecord;
import org.tideline.schema.settings.TidelineConfiguration;

/**
 * A run of the whole batch layer.
 *
 * @param generation that serves now
 * @param steps by their names
 */
public record MeasuredBatch(int generation, Map<String, StepRecord> steps) {

  /** Builds and publishes a generation. */
  public static MeasuredBatch run(TidelineConfiguration configuration)
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
      return new MeasuredBatch(run.run().generation(), steps);
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
