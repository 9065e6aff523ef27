package org.tideline.batch.freeze;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.tideline.batch.archive.MasterDataset;
import org.tideline.batch.step.AbandonedGenerations;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.StepException;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.RunKind;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.StepRecord;
import org.tideline.schema.log.LogTopic;
import org.tideline.schema.opening.EpochOpening;
import org.tideline.schema.settings.LogSettings;
import org.tideline.views.time.Cut;

/** Begins a generation: finds its cut and writes its manifest, before anything else of it. */
public final class FreezeStep {
  /** Its name. */
  public static final String NAME = "freeze";

  private final BatchLayer layer;
  private final Consumer<String> notices;

  /**
   * Freezes for {@code layer}.
   *
   * @param notices takes what a person should know
   */
  public FreezeStep(BatchLayer layer, Consumer<String> notices) {
    this.layer = layer;
    this.notices = notices;
  }

  /**
   * The manifest of a generation, made if there is none.
   *
   * @param generation its number; if empty, a new one
   * @param full whether it is to be built from the master dataset alone
   * @throws StepException if the log cannot be cut, or the generation was begun as another one
   */
  public Manifest freeze(OptionalInt generation, boolean full)
      throws IOException, InterruptedException {
    if (generation.isPresent()) {
      var begun = layer.store().manifest(generation.getAsInt());
      if (begun.isPresent()) {
        requireFull(begun.get(), full);
        return begun.get();
      }
    }
    long start = System.nanoTime();
    try (Admin admin = layer.logAdmin()) {
      LogSettings log = LogSettings.from(layer.configuration());
      LogTopic topic = new LogTopic(admin, log.topic());
      Epoch epoch =
          new EpochOpening(layer.configuration()).open(layer.connection(), topic, notices);
      new AbandonedGenerations(layer, notices).sweep();
      Serving serving = layer.serving();
      Map<Integer, Long> archived = archived(epoch, topic);
      try (KafkaLogEnd end =
          new KafkaLogEnd(topic, log.topic(), log.bootstrapServers(), archived)) {
        CutSearch search =
            new CutSearch(layer.epochSettings().segmentation().buckets(), end, patience());
        Cut cut = search.find();
        Continuation.requireAbove(serving.generation(), serving.cut(), cut);
        KindChoice choice = KindChoice.of(new BaseState(layer, serving).circumstances(full));
        Manifest manifest = write(generation, cut, serving, choice.kind());
        choice.why().ifPresent(notices);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        layer
            .store()
            .recordStep(
                manifest.generation(),
                new StepRecord(NAME, millis, Map.of("ticks", search.ticks())));
        return manifest;
      }
    }
  }

  /** Per partition the ingest time at the archive's end; refuses a log that no longer joins it. */
  private Map<Integer, Long> archived(Epoch epoch, LogTopic topic) throws IOException {
    MasterDataset dataset = MasterDataset.below(layer.root(), layer.files(), epoch.topicId());
    Map<Integer, Long> firsts = topic.describe().startPositions();
    Map<Integer, Long> ends = topic.endPositions(epoch.partitions());
    Map<Integer, Long> times = new TreeMap<>();
    for (Map.Entry<Integer, Long> start : epoch.startPositions().entrySet()) {
      int partition = start.getKey();
      Continuation.requireJoined(
          epoch.topic(),
          partition,
          dataset.end(partition).orElse(start.getValue()),
          firsts.get(partition),
          ends.get(partition));
      times.put(partition, dataset.maxIngestTime(partition));
    }
    return times;
  }

  private static void requireFull(Manifest begun, boolean full) {
    if (full && begun.kind() != RunKind.FULL) {
      throw new StepException(
          "generation %d: expected a full one, found that it was begun as an incremental one; freeze a new one"
              .formatted(begun.generation()));
    }
  }

  private Manifest write(OptionalInt wanted, Cut cut, Serving serving, RunKind kind)
      throws IOException {
    while (true) {
      int generation = wanted.orElse(next(serving));
      Manifest manifest =
          new Manifest(
              generation,
              cut,
              serving.epoch(),
              serving.generation(),
              System.currentTimeMillis(),
              kind);
      if (layer.store().createManifest(manifest)) {
        return manifest;
      }
      if (wanted.isPresent()) {
        return layer.manifest(generation);
      }
      // Another run has taken the number a moment ago.
    }
  }

  private int next(Serving serving) throws IOException {
    List<Manifest> begun = layer.store().manifests();
    int last = begun.isEmpty() ? 0 : begun.get(begun.size() - 1).generation();
    return Math.max(last, serving.generation()) + 1;
  }

  private CutSearch.Patience patience() {
    long wait = layer.epochSettings().bucketSize() + layer.settings().freezeTimeout();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(wait);
    return new CutSearch.Patience() {
      @Override
      public void pause(long millis) throws InterruptedException {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        TimeUnit.MILLISECONDS.sleep(Math.max(0, Math.min(millis, left)));
      }

      @Override
      public boolean isOver() {
        return System.nanoTime() - end >= 0;
      }
    };
  }
}
