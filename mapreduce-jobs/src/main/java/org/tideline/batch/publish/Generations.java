package org.tideline.batch.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.tideline.batch.step.BatchLayer;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.ServingChange;
import org.tideline.schema.generation.StepRecord;
import org.tideline.schema.settings.TidelineConfiguration;

/** All generations, for those who look after them. Not safe for use by several threads. */
public final class Generations implements AutoCloseable {
  /** What is noted of one that was dropped. */
  public static final String DROP = "drop";

  private final BatchLayer layer;

  private Generations(BatchLayer layer) {
    this.layer = layer;
  }

  /**
   * Opens them.
   *
   * @param configuration with the settings of Hadoop and HBase too
   */
  public static Generations open(TidelineConfiguration configuration) throws IOException {
    return new Generations(BatchLayer.open(configuration));
  }

  @Override
  public void close() throws IOException {
    layer.close();
  }

  /** The serving row. */
  public Serving serving() throws IOException {
    return layer.serving();
  }

  /** All that were begun, ascending. */
  public List<GenerationState> list() throws IOException {
    List<GenerationState> states = new ArrayList<>();
    Serving serving = layer.serving();
    for (Manifest manifest : layer.store().manifests()) {
      states.add(state(manifest, serving));
    }
    return states;
  }

  /**
   * One of them.
   *
   * @throws org.tideline.batch.step.StepException if it was never begun
   */
  public GenerationState state(int generation) throws IOException {
    return state(layer.manifest(generation), layer.serving());
  }

  private GenerationState state(Manifest manifest, Serving serving) throws IOException {
    return new GenerationState(
        manifest, standing(manifest, serving), layer.store().certificate(manifest.generation()));
  }

  private GenerationState.Standing standing(Manifest manifest, Serving serving) throws IOException {
    if (manifest.generation() == serving.generation()) {
      return GenerationState.Standing.SERVING;
    }
    if (serving.kept().contains(manifest.generation())) {
      return GenerationState.Standing.KEPT;
    }
    boolean dropped =
        layer.store().steps(manifest.generation()).stream()
            .anyMatch(step -> step.step().equals(DROP));
    return manifest.base() == serving.generation() && !dropped
        ? GenerationState.Standing.WAITING
        : GenerationState.Standing.GONE;
  }

  /** The steps of a generation that are done. */
  public List<StepRecord> steps(int generation) throws IOException {
    return layer.store().steps(generation);
  }

  /** All changes of the serving row, the last one first. */
  public List<ServingChange> changes() throws IOException {
    return layer.store().changes();
  }

  /**
   * Lets another kept generation serve.
   *
   * @param to the one before if empty
   * @param force why it is to be done though answers may miss records for a while, if it is
   * @return the row after it
   * @throws org.tideline.batch.step.StepException if the speed layer has not reached the cut of the
   *     generation that serves
   */
  public Serving rollBack(OptionalInt to, Optional<String> force) throws IOException {
    return new Rollback(layer).rollBack(to, force);
  }

  /**
   * Deletes a generation that does not serve, after all queries that may read it have ended.
   *
   * @param notices takes what is waited for
   * @throws IllegalArgumentException if it serves, or is the one to roll back to
   * @throws org.tideline.batch.step.StepException if a run works on it
   */
  public void drop(int generation, Consumer<String> notices)
      throws IOException, InterruptedException {
    new Expiry(layer, ServingWatch.begin(layer), notices).drop(generation);
  }
}
