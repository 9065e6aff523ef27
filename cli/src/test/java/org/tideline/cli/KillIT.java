package org.tideline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Table;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.tideline.cli.crash.Moment;
import org.tideline.query.TidelineClient;
import org.tideline.schema.generation.GenerationStore;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.settings.BatchSettings;
import org.tideline.schema.settings.LogSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.table.BatchTable;
import org.tideline.schema.table.TableNames;

/**
 * The process of the platform ends at once at nine moments, one after the other on one data folder;
 * each time the same command starts it again, and every count and every posting equals the
 * reference.
 */
class KillIT {
  private static final long SEED = 20_261_123;
  private static final long PATIENCE_MS = 90_000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  /** Whether records are still to be appended in turns. */
  private final AtomicBoolean turns = new AtomicBoolean(true);

  @Test
  void losesAndDoublesNothingWhereverItIsKilled() throws Exception {
    try (UpProcess up = UpProcess.start(folder, Moment.HALF_A_FLUSH);
        Histories histories = new Histories(SEED, 12, LogSettings.from(configuration()))) {
      histories.append(400);
      up.awaitHalt();
      restartAndCheck(histories, Moment.BETWEEN_CELLS_AND_CHECKPOINT, this::haltAtCheckpoint);
    }
  }

  private interface Stage {
    void run(UpProcess up, Histories histories) throws Exception;
  }

  /** Starts it again to end at the next moment; what was acknowledged so far must be there. */
  private void restartAndCheck(Histories histories, Moment next, Stage stage) throws Exception {
    try (UpProcess up = UpProcess.start(folder, next)) {
      stage.run(up, histories);
    }
  }

  private void haltAtCheckpoint(UpProcess up, Histories histories) throws Exception {
    // The replay of what the first process left reaches an edge by itself, or these do.
    histories.append(200);
    up.awaitHalt();
    restartAndCheck(histories, Moment.DURING_A_FOLD, this::haltInAFold);
  }

  private void haltInAFold(UpProcess up, Histories histories) throws Exception {
    CompletableFuture<Void> ingest = appendInTurns(histories);
    up.awaitHalt();
    restartAndCheck(
        histories,
        Moment.BETWEEN_FOLD_AND_DELETE,
        (next, same) -> haltBeforeDeletes(next, same, ingest));
  }

  private void haltBeforeDeletes(UpProcess up, Histories histories, CompletableFuture<Void> ingest)
      throws Exception {
    up.awaitHalt();
    turns.set(false);
    restartAndCheck(
        histories,
        Moment.BETWEEN_LIVE_AND_SETTLE,
        (next, same) -> {
          ingest.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
          haltBeforeSettle(next, same);
        });
  }

  private void haltBeforeSettle(UpProcess up, Histories histories) throws Exception {
    turns.set(true);
    CompletableFuture<Void> ingest = appendInTurns(histories);
    up.awaitHalt();
    turns.set(false);
    restartAndCheck(
        histories,
        Moment.DURING_BULK_LOAD,
        (next, same) -> {
          ingest.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
          haltInBulkLoad(next, same);
        });
  }

  /**
   * With pauses in which a part of a segment is flushed, also when the topology has caught up; goes
   * on while the log is away, until the kills that need it are done.
   */
  private CompletableFuture<Void> appendInTurns(Histories histories) {
    return CompletableFuture.runAsync(
        () -> {
          while (turns.get()) {
            histories.append(10);
            Awaitility.await().pollDelay(150, TimeUnit.MILLISECONDS).until(() -> true);
          }
        });
  }

  private void haltInBulkLoad(UpProcess up, Histories histories) throws Exception {
    check(histories);
    Process batch = UpProcess.begin(folder, "batch", "run");
    up.awaitHalt();
    batch.destroyForcibly();
    restartAndCheck(histories, Moment.BETWEEN_LOAD_AND_PUBLISH, this::haltBeforePublish);
  }

  private void haltBeforePublish(UpProcess up, Histories histories) throws Exception {
    check(histories);
    Process batch = UpProcess.begin(folder, "batch", "run");
    up.awaitHalt();
    batch.destroyForcibly();
    restartAndCheck(histories, Moment.WHILE_INGEST_RUNS, this::killWhileIngestRuns);
  }

  private void killWhileIngestRuns(UpProcess up, Histories histories) throws Exception {
    check(histories);
    CompletableFuture<Void> ingest =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 100; i++) {
                histories.append(20);
              }
            });
    long before = sum(histories.receipt());
    Awaitility.await()
        .atMost(PATIENCE_MS, TimeUnit.MILLISECONDS)
        .until(() -> sum(histories.receipt()) > before + 200);
    up.kill();
    assertThat(ingest).isNotDone();
    try (UpProcess last = UpProcess.start(folder, Moment.NEVER)) {
      ingest.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
      check(histories);
      assertThat(UpProcess.run(folder, "batch", "run")).isTrue();
      check(histories);
      assertNothingIsLeftOfBrokenRuns();
      assertThat(last.terminate()).isZero();
    }
  }

  private static long sum(Map<Integer, Long> receipt) {
    return receipt.values().stream().mapToLong(Long::longValue).sum();
  }

  private void check(Histories histories) throws Exception {
    try (TidelineClient client = TidelineClient.open(configuration())) {
      client.await(histories.receipt(), PATIENCE_MS);
      histories.check(client);
    }
    assertThat(RealtimePostings.of(configuration())).isEqualTo(histories.postings());
  }

  /** No table and no file of a generation that is not kept; of one that is, nothing half made. */
  private void assertNothingIsLeftOfBrokenRuns() throws Exception {
    TidelineConfiguration configuration = configuration();
    TableNames names = new TableNames(configuration.namespace());
    Path root = Path.of(BatchSettings.from(configuration).rootDir().toUri().getPath());
    try (Connection connection = ConnectionFactory.createConnection(configuration.hadoop());
        Table generations = connection.getTable(names.generations());
        Admin admin = connection.getAdmin()) {
      GenerationStore store = new GenerationStore(generations);
      List<Integer> kept = store.serving().orElseThrow().kept();
      assertThat(store.manifests()).hasSize(3);
      for (Manifest manifest : store.manifests()) {
        int generation = manifest.generation();
        boolean stays = kept.contains(generation);
        for (BatchTable table : BatchTable.values()) {
          // No view of a user is kept.
          boolean made = stays && table != BatchTable.VIEWS;
          assertThat(admin.tableExists(table.of(names, generation)))
              .as("%s", table)
              .isEqualTo(made);
        }
        Path files = root.resolve("generations/%08d".formatted(generation));
        assertThat(Files.exists(files)).isEqualTo(stays);
        if (stays) {
          assertThat(files.resolve("building")).isEmptyDirectory();
          for (String step : store.leased(generation)) {
            assertThat(store.lease(generation, step).taken()).as(step).isFalse();
          }
        }
      }
    }
  }

  private TidelineConfiguration configuration() throws Exception {
    return new Site(folder.resolve("data"), null, Map.of()).configuration();
  }
}
