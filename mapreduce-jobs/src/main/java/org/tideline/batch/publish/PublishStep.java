package org.tideline.batch.publish;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.tideline.batch.base.BaseFiles;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.BatchStep;
import org.tideline.batch.step.StepException;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.Verdict;
import org.tideline.schema.table.BatchTable;

/** Makes a generation serve, if the one that it is built on still does. */
public final class PublishStep implements BatchStep {
  /** Its name. */
  public static final String NAME = "publish";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Long> run(BatchLayer layer, Manifest manifest) throws IOException {
    // HBase has copied them, and load is not done again. Some the next run builds on.
    for (BatchTable table : BatchTable.values()) {
      if (!BaseFiles.KEPT.contains(table)) {
        layer.files(manifest.generation()).discard(table.key());
      }
    }
    Serving before = layer.serving();
    if (before.generation() != manifest.generation()) {
      Serving after = before.publishing(manifest, Verdict.UNPROVEN);
      if (!layer.store().replaceServing(Optional.of(before), after)) {
        throw new StepException(
            "generation %d: the serving row was changed by another program while this was being published; run the step publish again"
                .formatted(manifest.generation()));
      }
    }
    return Map.of();
  }
}
