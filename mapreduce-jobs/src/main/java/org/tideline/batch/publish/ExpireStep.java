package org.tideline.batch.publish;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.tideline.batch.step.AbandonedGenerations;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.BatchStep;
import org.tideline.schema.generation.Manifest;

/**
 * Deletes what the settings of retention do not keep, once no query can be reading it any more, and
 * what was broken off and cannot be published any more.
 */
public final class ExpireStep implements BatchStep {
  /** Its name. */
  public static final String NAME = "expire";

  private final ServingWatch watch;
  private final Consumer<String> notices;

  /**
   * Expires.
   *
   * @param watch tells for how long nobody can have begun to read what is to go
   * @param notices takes what is waited for
   */
  public ExpireStep(ServingWatch watch, Consumer<String> notices) {
    this.watch = watch;
    this.notices = notices;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Long> run(BatchLayer layer, Manifest manifest)
      throws IOException, InterruptedException {
    // Periods are those of the epoch: with others, tables that are needed would seem old.
    layer.epoch(manifest);
    Map<String, Long> expired = new Expiry(layer, watch, notices).expire();
    // The publication before this may have ended their last chance; nobody reads them.
    new AbandonedGenerations(layer, notices).sweep();
    return expired;
  }
}
