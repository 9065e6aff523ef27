package org.tideline.batch.publish;

import java.io.IOException;
import java.util.Map;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.BatchStep;
import org.tideline.schema.generation.Manifest;

/** Deletes what the settings of retention do not keep, once no query can be reading it any more. */
public final class ExpireStep implements BatchStep {
  /** Its name. */
  public static final String NAME = "expire";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Long> run(BatchLayer layer, Manifest manifest)
      throws IOException, InterruptedException {
    // Periods are those of the epoch: with others, tables that are needed would seem old.
    layer.epoch(manifest);
    return new Expiry(layer).expire();
  }
}
