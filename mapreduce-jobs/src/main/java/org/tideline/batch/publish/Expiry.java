package org.tideline.batch.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.GenerationTables;
import org.tideline.batch.step.StepException;
import org.tideline.batch.step.StepLeases;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.ServingChange;
import org.tideline.schema.generation.StepRecord;
import org.tideline.schema.settings.GenerationSettings;
import org.tideline.schema.settings.QuerySettings;

/**
 * Gives room back. First the serving row says that generations are kept no more and where the floor
 * is; then it is waited for longer than any query goes on with an older row; then what is below is
 * deleted. What a run that died left is found by the next one, which waits again.
 */
final class Expiry {
  private static final int TRIES = 5;

  private final BatchLayer layer;
  private final ServingWatch watch;
  private final Consumer<String> notices;

  Expiry(BatchLayer layer, ServingWatch watch, Consumer<String> notices) {
    this.layer = layer;
    this.watch = watch;
    this.notices = notices;
  }

  /**
   * What may go, and nobody has to wait for any more once it was waited for.
   *
   * @param generations those that have tables or files
   * @param realtime whole tables of periods below the floor
   */
  private record Doomed(List<Integer> generations, List<TableName> realtime) {
    private boolean isEmpty() {
      return generations.isEmpty() && realtime.isEmpty();
    }

    private String what() {
      String numbers = generations.stream().map(String::valueOf).collect(Collectors.joining(", "));
      return generations.isEmpty()
          ? "%d periods of realtime views".formatted(realtime.size())
          : "generation " + numbers;
    }
  }

  /** Expires what the settings say; what was deleted, by name. */
  Map<String, Long> expire() throws IOException, InterruptedException {
    for (int tried = 0; tried < TRIES; tried++) {
      Serving serving = layer.serving();
      Retention retention =
          Retention.of(
              serving,
              manifests(serving.kept()),
              GenerationSettings.from(layer.configuration()),
              System.currentTimeMillis());
      if (retention.kept().equals(serving.kept()) && retention.floor() == serving.floor()) {
        return delete(serving, serving);
      }
      Serving after = serving.keeping(retention.kept(), retention.floor());
      if (replace(serving, after, ExpireStep.NAME, serving.generation())) {
        return delete(serving, after);
      }
    }
    throw new StepException(
        "expire: the serving row was changed by others %d times while this was being done; run the step expire again"
            .formatted(TRIES));
  }

  private boolean replace(Serving before, Serving after, String what, int generation)
      throws IOException {
    return layer
        .store()
        .replaceServing(
            before,
            after,
            new ServingChange(after.revision(), System.currentTimeMillis(), what, generation, ""));
  }

  private Map<Integer, Manifest> manifests(List<Integer> generations) throws IOException {
    Map<Integer, Manifest> manifests = new TreeMap<>();
    for (int generation : generations) {
      if (generation > 0) {
        manifests.put(generation, layer.manifest(generation));
      }
    }
    return manifests;
  }

  /**
   * Drops one generation that does not serve, while nobody works on it.
   *
   * @throws IllegalArgumentException if it serves, or is the one to roll back to
   * @throws StepException if a run works on it
   */
  void drop(int generation) throws IOException, InterruptedException {
    layer.manifest(generation);
    long start = System.nanoTime();
    try (StepLeases leases = StepLeases.take(layer, generation, Generations.DROP)) {
      Serving serving = layer.serving();
      requireDroppable(generation, serving);
      if (serving.kept().contains(generation)) {
        List<Integer> remaining = new ArrayList<>(serving.kept());
        remaining.remove(Integer.valueOf(generation));
        Serving after = serving.keeping(remaining, serving.floor());
        if (!replace(serving, after, Generations.DROP, generation)) {
          throw new StepException(
              "generation %d: the serving row was changed by another program meanwhile; drop it again"
                  .formatted(generation));
        }
      }
      // Before anything is gone: a run that begins a step from here on is refused.
      record(generation, start);
      leases.requireAll();
      if (layer.store().served(generation)) {
        awaitReaders(0, "generation %d".formatted(generation));
      }
      GenerationTables.delete(layer, generation);
    }
  }

  private void record(int generation, long start) throws IOException {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    layer.store().recordStep(generation, new StepRecord(Generations.DROP, millis, Map.of()));
  }

  private static void requireDroppable(int generation, Serving serving) {
    if (generation == serving.generation()) {
      throw new IllegalArgumentException(
          "generation %d serves; roll back first, or publish another one".formatted(generation));
    }
    if (serving.previous().isPresent() && serving.previous().getAsInt() == generation) {
      throw new IllegalArgumentException(
          "generation %d is the one to roll back to from generation %d, which serves; it goes when it is no more"
              .formatted(generation, serving.generation()));
    }
  }

  private Map<String, Long> delete(Serving before, Serving after)
      throws IOException, InterruptedException {
    Doomed doomed = doomed(after);
    if (!doomed.isEmpty()) {
      awaitReaders(watch.unread(before, after), doomed.what());
      for (int generation : doomed.generations()) {
        GenerationTables.delete(layer, generation);
      }
      try (Admin admin = layer.connection().getAdmin()) {
        for (TableName table : doomed.realtime()) {
          GenerationTables.delete(admin, table);
        }
      }
    }
    return Map.of(
        "generations",
        (long) doomed.generations().size(),
        "periods",
        (long) doomed.realtime().size());
  }

  /**
   * Waits for the longest query.
   *
   * @param unread milliseconds for which nobody can have begun with it already
   */
  private void awaitReaders(long unread, String what) throws InterruptedException {
    long left = QuerySettings.from(layer.configuration()).longestReading() - unread;
    if (left > 0) {
      notices.accept(
          "waiting %.1f s for queries that may still read %s".formatted(left / 1e3, what));
      TimeUnit.MILLISECONDS.sleep(left);
    }
  }

  private Doomed doomed(Serving serving) throws IOException {
    List<Manifest> begun = layer.store().manifests();
    List<Integer> generations = new ArrayList<>();
    for (Manifest manifest : begun) {
      int generation = manifest.generation();
      boolean may = !serving.kept().contains(generation) && manifest.base() != serving.generation();
      // One that never served has no readers to wait for; it is swept with those broken off.
      if (may && layer.store().served(generation) && GenerationTables.exist(layer, generation)) {
        generations.add(generation);
      }
    }
    long period = layer.epochSettings().realtimePeriod();
    List<TableName> realtime = new ArrayList<>();
    try (Admin admin = layer.connection().getAdmin()) {
      Pattern own = Pattern.compile(Pattern.quote(layer.names().namespace()) + ":realtime_.*");
      for (TableName table : admin.listTableNames(own)) {
        layer
            .names()
            .periodStart(serving.epoch(), table)
            .filter(start -> start + period <= serving.floor())
            .ifPresent(start -> realtime.add(table));
      }
    }
    return new Doomed(generations, realtime);
  }
}
