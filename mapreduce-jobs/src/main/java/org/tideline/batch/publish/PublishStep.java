package org.tideline.batch.publish;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.tideline.batch.base.BaseFiles;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.BatchStep;
import org.tideline.batch.step.StepException;
import org.tideline.schema.generation.Certificate;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.ServingChange;
import org.tideline.schema.settings.GenerationSettings;
import org.tideline.schema.table.BatchTable;

/**
 * Makes a generation serve, if its certificate allows it and the generation that it is built on
 * still serves.
 */
public final class PublishStep implements BatchStep {
  /** Its name. */
  public static final String NAME = "publish";

  private final Optional<String> anyway;

  /**
   * Publishes what may be published.
   *
   * @param anyway why a generation is to be published whatever its certificate says, if it is
   */
  public PublishStep(Optional<String> anyway) {
    this.anyway = anyway;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Long> run(BatchLayer layer, Manifest manifest) throws IOException {
    Certificate certificate = certificate(layer, manifest);
    requirePublishable(layer, certificate);
    LoadStep.requireTables(layer, manifest);
    // HBase has copied them, and load is not done again. Some the next run builds on.
    for (BatchTable table : BatchTable.values()) {
      if (!BaseFiles.KEPT.contains(table)) {
        layer.files(manifest.generation()).discard(table.key());
      }
    }
    Serving before = layer.serving();
    if (before.generation() != manifest.generation()) {
      Serving after = before.publishing(manifest, certificate.verdict());
      ServingChange change =
          new ServingChange(
              after.revision(),
              System.currentTimeMillis(),
              NAME,
              manifest.generation(),
              anyway.orElse(""));
      if (!layer.store().replaceServing(before, after, change)) {
        throw new StepException(
            "generation %d: the serving row was changed by another program while this was being published; run the step publish again"
                .formatted(manifest.generation()));
      }
    }
    return Map.of();
  }

  private static Certificate certificate(BatchLayer layer, Manifest manifest) throws IOException {
    return layer
        .store()
        .certificate(manifest.generation())
        .orElseThrow(
            () ->
                new StepException(
                    "generation %d: expected a certificate, found none; run the step certify"
                        .formatted(manifest.generation())));
  }

  /** Whether a generation with that certificate is not to be published, unless somebody says so. */
  public static boolean holds(BatchLayer layer, Certificate certificate) {
    boolean publishUnproven = GenerationSettings.from(layer.configuration()).publishUnproven();
    return certificate.verdict().isHeld(publishUnproven);
  }

  private void requirePublishable(BatchLayer layer, Certificate certificate) {
    if (anyway.isEmpty() && holds(layer, certificate)) {
      throw new StepException(
          "generation %d is held, %s: %s; generation %d serves on. See its certificate, and run the batch layer anew, or publish it with --publish-anyway --why TEXT"
              .formatted(
                  certificate.generation(),
                  certificate.verdict().printed(),
                  certificate.reason(),
                  certificate.base()));
    }
  }
}
