package org.tideline.batch;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.tideline.batch.archive.ArchiveStep;
import org.tideline.batch.certify.CertifyStep;
import org.tideline.batch.current.CurrentStep;
import org.tideline.batch.freeze.FreezeStep;
import org.tideline.batch.index.IndexStep;
import org.tideline.batch.publish.ExpireStep;
import org.tideline.batch.publish.Generations;
import org.tideline.batch.publish.LoadStep;
import org.tideline.batch.publish.PublishStep;
import org.tideline.batch.publish.ServingWatch;
import org.tideline.batch.ranking.RankingStep;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.BatchStep;
import org.tideline.batch.step.StepException;
import org.tideline.batch.step.StepLease;
import org.tideline.batch.timeline.TimelineStep;
import org.tideline.batch.views.ViewsStep;
import org.tideline.batch.words.WordsStep;
import org.tideline.schema.generation.Certificate;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.StepRecord;
import org.tideline.schema.settings.GenerationSettings;
import org.tideline.schema.settings.TidelineConfiguration;

/**
 * A run of the batch layer: freeze, archive, current, words, index, ranking, timeline, views, load,
 * certify, publish, expire. A step that is done is never done again; one that was broken off is
 * done anew, from what the steps before it left. Not safe for use by several threads; several runs
 * may go on at once, and one of them is published.
 */
public final class BatchRun implements AutoCloseable {
  private final BatchLayer layer;
  private final StepListener listener;

  private final List<BatchStep> steps;

  private BatchRun(
      BatchLayer layer, ServingWatch watch, StepListener listener, Optional<String> anyway) {
    this.layer = layer;
    this.listener = listener;
    this.steps = steps(anyway, new ExpireStep(watch, listener::notice));
  }

  /** The steps after freeze, in their order. */
  static List<BatchStep> steps(Optional<String> anyway) {
    return steps(anyway, new ExpireStep(ServingWatch.NONE, notice -> {}));
  }

  private static List<BatchStep> steps(Optional<String> anyway, ExpireStep expire) {
    return List.of(
        new ArchiveStep(),
        new CurrentStep(),
        new WordsStep(),
        new IndexStep(),
        new RankingStep(),
        new TimelineStep(),
        new ViewsStep(),
        new LoadStep(),
        new CertifyStep(),
        new PublishStep(anyway),
        expire);
  }

  /**
   * Opens the batch layer.
   *
   * @param configuration with the settings of Hadoop and HBase too
   */
  public static BatchRun open(TidelineConfiguration configuration, StepListener listener)
      throws IOException {
    return open(configuration, listener, Optional.empty());
  }

  /**
   * Opens it.
   *
   * @param anyway why a generation is to be published whatever its certificate says, if it is
   */
  public static BatchRun open(
      TidelineConfiguration configuration, StepListener listener, Optional<String> anyway)
      throws IOException {
    BatchLayer layer = BatchLayer.open(configuration);
    try {
      return new BatchRun(layer, ServingWatch.begin(layer), listener, anyway);
    } catch (IOException | RuntimeException e) {
      layer.close();
      throw e;
    }
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
    return finish(freeze(OptionalInt.empty(), false));
  }

  /**
   * The same from the master dataset alone, and not from the files of the generation that serves.
   */
  public Manifest runFull() throws IOException, InterruptedException {
    return finish(freeze(OptionalInt.empty(), true));
  }

  /**
   * Does what is missing of a generation that was begun before, up to its publication.
   *
   * @throws StepException if it was never begun, the generation that it is built on no longer
   *     serves, or it was published and serves no more
   */
  public Manifest finish(int generation) throws IOException, InterruptedException {
    Manifest manifest = layer.manifest(generation);
    requireNotTakenBack(manifest);
    return finish(manifest);
  }

  private void requireNotTakenBack(Manifest manifest) throws IOException {
    int generation = manifest.generation();
    Serving serving = layer.serving();
    if (done(manifest, PublishStep.NAME).isPresent() && serving.generation() != generation) {
      throw new StepException(
          "generation %d: expected one that is not published yet, or serves; found that it was published, and that generation %d serves since; %s"
              .formatted(
                  generation,
                  serving.generation(),
                  serving.kept().contains(generation)
                      ? "tideline generations rollback %d lets it serve again".formatted(generation)
                      : "run the batch layer anew"));
    }
  }

  private Manifest finish(Manifest manifest) throws IOException, InterruptedException {
    for (BatchStep step : steps) {
      run(step, manifest);
    }
    return manifest;
  }

  /** What certify found of a generation, if it did. */
  public Optional<Certificate> certificate(int generation) throws IOException {
    return layer.store().certificate(generation);
  }

  /** Whether the step publish will refuse a generation with that certificate. */
  boolean holds(Certificate certificate) {
    return PublishStep.holds(layer, certificate);
  }

  /** The manifest of a generation, made if there is none; of a new one if no number is given. */
  Manifest freeze(OptionalInt generation, boolean full) throws IOException, InterruptedException {
    listener.started(FreezeStep.NAME);
    Manifest manifest = new FreezeStep(layer, listener::notice).freeze(generation, full);
    listener.finished(
        done(manifest, FreezeStep.NAME)
            .orElseGet(() -> new StepRecord(FreezeStep.NAME, 0, Map.of())));
    return manifest;
  }

  /** One step of a generation; nothing if it is done. */
  void run(String step, int generation) throws IOException, InterruptedException {
    BatchStep known =
        steps.stream().filter(candidate -> candidate.name().equals(step)).findFirst().orElseThrow();
    run(known, layer.manifest(generation));
  }

  private StepLease lease(BatchStep step, Manifest manifest)
      throws IOException, InterruptedException {
    long patience = GenerationSettings.from(layer.configuration()).lease();
    return StepLease.take(layer, manifest.generation(), step.name(), patience);
  }

  private void run(BatchStep step, Manifest manifest) throws IOException, InterruptedException {
    Optional<StepRecord> before = done(manifest, step.name());
    if (before.isPresent()) {
      listener.started(step.name());
      listener.finished(before.get());
      return;
    }
    try (StepLease lease = lease(step, manifest)) {
      listener.started(step.name());
      // Another run may have done it while this one waited for the lease.
      Optional<StepRecord> meanwhile = done(manifest, step.name());
      listener.finished(meanwhile.isPresent() ? meanwhile.get() : runHeld(step, manifest, lease));
    }
  }

  private StepRecord runHeld(BatchStep step, Manifest manifest, StepLease lease)
      throws IOException, InterruptedException {
    requireNotDropped(manifest);
    requireStepsBefore(step, manifest);
    if (!(step instanceof ExpireStep)) {
      requireBaseServes(manifest);
    }
    lease.requireHeld();
    long start = System.nanoTime();
    Map<String, Long> counted = step.run(layer, manifest);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    lease.requireHeld();
    StepRecord record = new StepRecord(step.name(), millis, counted);
    layer.store().recordStep(manifest.generation(), record);
    return record;
  }

  private void requireNotDropped(Manifest manifest) throws IOException {
    if (done(manifest, Generations.DROP).isPresent()) {
      throw new StepException(
          "generation %d: expected one to be finished, found that it was dropped; run the batch layer anew"
              .formatted(manifest.generation()));
    }
  }

  private Optional<StepRecord> done(Manifest manifest, String step) throws IOException {
    return layer.store().steps(manifest.generation()).stream()
        .filter(record -> record.step().equals(step))
        .findFirst();
  }

  private void requireStepsBefore(BatchStep step, Manifest manifest) throws IOException {
    List<String> all = steps.stream().map(BatchStep::name).toList();
    for (String needed : StepOrder.before(step.name(), all)) {
      if (done(manifest, needed).isEmpty()) {
        throw new StepException(
            "generation %d, step %s: expected the step %s to be done, found it is not; run it first"
                .formatted(manifest.generation(), step.name(), needed));
      }
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
