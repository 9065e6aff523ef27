package org.tideline.batch;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.tideline.batch.archive.ArchiveStep;
import org.tideline.batch.current.CurrentStep;
import org.tideline.batch.freeze.FreezeStep;
import org.tideline.batch.index.IndexStep;
import org.tideline.batch.publish.LoadStep;
import org.tideline.batch.publish.PublishStep;
import org.tideline.batch.ranking.RankingStep;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.BatchStep;
import org.tideline.batch.step.StepException;
import org.tideline.batch.timeline.TimelineStep;
import org.tideline.batch.words.WordsStep;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.StepRecord;
import org.tideline.schema.settings.TidelineConfiguration;

/**
 * A run of the batch layer: freeze, archive, current, words, index, ranking, timeline, load,
 * publish. A step that is done is never done again; one that was broken off is done anew, from what
 * the steps before it left. Not safe for use by several threads; several runs may go on at once,
 * and one of them is published.
 */
public final class BatchRun implements AutoCloseable {
  /** The steps after freeze, in their order. */
  static final List<BatchStep> STEPS =
      List.of(
          new ArchiveStep(),
          new CurrentStep(),
          new WordsStep(),
          new IndexStep(),
          new RankingStep(),
          new TimelineStep(),
          new LoadStep(),
          new PublishStep());

  private final BatchLayer layer;
  private final StepListener listener;

  private BatchRun(BatchLayer layer, StepListener listener) {
    this.layer = layer;
    this.listener = listener;
  }

  /**
   * Opens the batch layer.
   *
   * @param configuration with the settings of Hadoop and HBase too
   */
  public static BatchRun open(TidelineConfiguration configuration, StepListener listener)
      throws IOException {
    return new BatchRun(BatchLayer.open(configuration), listener);
  }

  @Override
  public void close() throws IOException {
    layer.close();
  }

  /**
   * Builds a new generation of all that the log had acknowledged before, and publishes it.
   *
   * @throws StepException if a step cannot be done; what is done stays, a further run begins anew
   *     and continues the archive
   */
  public Manifest run() throws IOException, InterruptedException {
    return finish(freeze(OptionalInt.empty()));
  }

  /**
   * Does what is missing of a generation that was begun before, up to its publication.
   *
   * @throws StepException if it was never begun, or the generation that it is built on no longer
   *     serves
   */
  public Manifest finish(int generation) throws IOException, InterruptedException {
    return finish(layer.manifest(generation));
  }

  private Manifest finish(Manifest manifest) throws IOException, InterruptedException {
    for (BatchStep step : STEPS) {
      run(step, manifest);
    }
    return manifest;
  }

  /** The manifest of a generation, made if there is none; of a new one if no number is given. */
  Manifest freeze(OptionalInt generation) throws IOException, InterruptedException {
    listener.started(FreezeStep.NAME);
    Manifest manifest = new FreezeStep(layer, listener::notice).freeze(generation);
    listener.finished(
        done(manifest, FreezeStep.NAME)
            .orElseGet(() -> new StepRecord(FreezeStep.NAME, 0, Map.of())));
    return manifest;
  }

  /** One step of a generation; nothing if it is done. */
  void run(String step, int generation) throws IOException, InterruptedException {
    BatchStep known =
        STEPS.stream().filter(candidate -> candidate.name().equals(step)).findFirst().orElseThrow();
    run(known, layer.manifest(generation));
  }

  private void run(BatchStep step, Manifest manifest) throws IOException, InterruptedException {
    listener.started(step.name());
    Optional<StepRecord> before = done(manifest, step.name());
    if (before.isPresent()) {
      listener.finished(before.get());
      return;
    }
    requireStepBefore(step, manifest);
    requireBaseServes(manifest);
    long start = System.nanoTime();
    Map<String, Long> counted = step.run(layer, manifest);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    StepRecord record = new StepRecord(step.name(), millis, counted);
    layer.store().recordStep(manifest.generation(), record);
    listener.finished(record);
  }

  private Optional<StepRecord> done(Manifest manifest, String step) throws IOException {
    return layer.store().steps(manifest.generation()).stream()
        .filter(record -> record.step().equals(step))
        .findFirst();
  }

  private void requireStepBefore(BatchStep step, Manifest manifest) throws IOException {
    int place = STEPS.indexOf(step);
    if (place > 0 && done(manifest, STEPS.get(place - 1).name()).isEmpty()) {
      throw new StepException(
          "generation %d, step %s: expected the step %s to be done, found it is not; run it first"
              .formatted(manifest.generation(), step.name(), STEPS.get(place - 1).name()));
    }
  }

  private void requireBaseServes(Manifest manifest) throws IOException {
    Serving serving = layer.serving();
    if (serving.generation() != manifest.generation() && serving.generation() != manifest.base()) {
      throw new StepException(
          "generation %d: expected its base %d to serve, found %d; run the batch layer anew"
              .formatted(manifest.generation(), manifest.base(), serving.generation()));
    }
  }
}
