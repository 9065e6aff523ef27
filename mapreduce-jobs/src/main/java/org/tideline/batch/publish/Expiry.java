package org.tideline.batch.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.GenerationTables;
import org.tideline.batch.step.StepException;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.ServingChange;
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

  Expiry(BatchLayer layer) {
    this.layer = layer;
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
        return delete();
      }
      Serving after = serving.keeping(retention.kept(), retention.floor());
      if (replace(serving, after, ExpireStep.NAME, serving.generation())) {
        return delete();
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
   * Drops one generation that does not serve.
   *
   * @throws IllegalArgumentException if it serves, or is the one to roll back to
   */
  void drop(int generation) throws IOException, InterruptedException {
    layer.manifest(generation);
    Serving serving = layer.serving();
    if (generation == serving.generation()) {
      throw new IllegalArgumentException(
          "generation %d serves; roll back first, or publish another one".formatted(generation));
    }
    if (serving.previous().isPresent() && serving.previous().getAsInt() == generation) {
      throw new IllegalArgumentException(
          "generation %d is the one to roll back to from generation %d, which serves; it goes when it is no more"
              .formatted(generation, serving.generation()));
    }
    if (serving.kept().contains(generation)) {
      List<Integer> remaining = new ArrayList<>(serving.kept());
      remaining.remove(Integer.valueOf(generation));
      if (!replace(serving, serving.keeping(remaining, serving.floor()), "drop", generation)) {
        throw new StepException(
            "generation %d: the serving row was changed by another program meanwhile; drop it again"
                .formatted(generation));
      }
      awaitReaders();
    }
    GenerationTables.delete(layer, generation);
  }

  private Map<String, Long> delete() throws IOException, InterruptedException {
    Doomed doomed = doomed();
    if (!doomed.isEmpty()) {
      awaitReaders();
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

  private void awaitReaders() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(QuerySettings.from(layer.configuration()).longestReading());
  }

  private Doomed doomed() throws IOException {
    List<Manifest> begun = layer.store().manifests();
    Serving serving = layer.serving();
    List<Integer> generations = new ArrayList<>();
    for (Manifest manifest : begun) {
      int generation = manifest.generation();
      boolean may = !serving.kept().contains(generation) && manifest.base() != serving.generation();
      // One that never served has no readers to wait for; the next freeze sweeps it.
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
