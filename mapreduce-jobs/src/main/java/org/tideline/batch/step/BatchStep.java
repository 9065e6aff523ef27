package org.tideline.batch.step;

import java.io.IOException;
import java.util.Map;
import org.tideline.schema.generation.Manifest;

/**
 * One step of building a generation. It reads nothing but the manifest and what the steps before it
 * left, and may be run again after a crash at any point.
 */
public interface BatchStep {
  /** Its name in the generations table and in what is printed. */
  String name();

  /**
   * Does the step, or what an earlier run left of it.
   *
   * @return what it counted, name to number
   * @throws StepException if it cannot be done
   */
  Map<String, Long> run(BatchLayer layer, Manifest manifest)
      throws IOException, InterruptedException;
}
