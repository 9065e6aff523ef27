package org.tideline.speed.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Result;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.log.LogDescription;
import org.tideline.schema.log.LogTopic;
import org.tideline.schema.log.UnusableLogException;
import org.tideline.schema.progress.ProgressRow;
import org.tideline.schema.progress.Stop;
import org.tideline.speed.store.Store;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.Frontier;

/** Finds out where a partition is to go on, on a thread of its own. */
final class ProgressLoader implements AutoCloseable {
  private static final String ATTEMPT_MILLIS = "15000";

  private final Epoch epoch;
  private final TableName progress;
  private final Store store;
  private final Admin admin;
  private final LogTopic topic;
  private final ExecutorService thread;

  ProgressLoader(
      String task, Epoch epoch, TableName progress, Store store, String bootstrapServers) {
    this.epoch = epoch;
    this.progress = progress;
    this.store = store;
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ATTEMPT_MILLIS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ATTEMPT_MILLIS));
    this.topic = new LogTopic(admin, epoch.topic());
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread loader = new Thread(work, task + "-load");
              loader.setDaemon(true);
              return loader;
            });
  }

  /**
   * Where {@code partition} is to go on; fails if Kafka does not answer.
   *
   * @param seen the position below which this task has read before
   */
  CompletableFuture<Loaded> load(int partition, long seen) {
    return store
        .get(progress, ProgressRow.get(epoch.number(), partition))
        .thenApplyAsync(row -> load(partition, seen, row), thread);
  }

  private Loaded load(int partition, long seen, Result row) {
    Checkpoint checkpoint =
        ProgressRow.checkpoint(row)
            .orElseGet(() -> Checkpoint.startingAt(epoch.startPositions().get(partition)));
    long read =
        Math.max(
            Math.max(seen, checkpoint.position()),
            ProgressRow.frontier(row).map(Frontier::position).orElse(0L));
    Optional<Stop> stop;
    try {
      LogDescription log = topic.describe();
      epoch.requireLog(log);
      long end = topic.endPositions(log.partitions()).get(partition);
      stop =
          new LogExtent(epoch.topic(), partition, log.startPositions().get(partition), end)
              .refuse(checkpoint.position(), read);
    } catch (UnusableLogException e) {
      stop = Optional.of(new Stop(Stop.Reason.SETTINGS, e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return stop.<Loaded>map(found -> new Loaded.Stopped(checkpoint, found))
        .orElseGet(() -> new Loaded.Ready(checkpoint, ProgressRow.stop(row).isPresent()));
  }

  /** Notes why a partition may not go on, or that it goes on again. */
  void note(int partition, Checkpoint checkpoint, Optional<Stop> stop) {
    store.put(progress, ProgressRow.put(epoch.number(), partition, checkpoint, stop));
  }

  @Override
  public void close() {
    thread.shutdownNow();
    admin.close(Duration.ZERO);
  }
}
