package org.tideline.query;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.TableNotFoundException;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.GenerationStore;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.progress.ProgressRow;
import org.tideline.schema.progress.Stop;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.QuerySettings;
import org.tideline.schema.table.BatchTable;
import org.tideline.schema.table.Schema;
import org.tideline.schema.table.TableNames;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Settled;
import org.tideline.views.time.Buckets;

/**
 * Reads snapshots: in the background, so that a query need not, and at once where a query needs one
 * that is newer than what the background has.
 */
final class SnapshotSource implements Snapshots, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotSource.class);

  private final Connection connection;
  private final TableNames names;
  private final EpochSettings epochSettings;
  private final QuerySettings settings;
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(SnapshotSource::thread);
  private volatile Snapshot newest;

  private SnapshotSource(
      Connection connection, TableNames names, EpochSettings epochSettings, QuerySettings settings)
      throws IOException {
    this.connection = connection;
    this.names = names;
    this.epochSettings = epochSettings;
    this.settings = settings;
    this.newest = read(Optional.empty());
  }

  static SnapshotSource start(
      Connection connection, TableNames names, EpochSettings epochSettings, QuerySettings settings)
      throws IOException {
    SnapshotSource source = new SnapshotSource(connection, names, epochSettings, settings);
    source.background.scheduleWithFixedDelay(
        source::refreshQuietly, settings.refresh(), settings.refresh(), TimeUnit.MILLISECONDS);
    return source;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "tideline-query-refresh");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public Snapshot fresh(long timeout) throws IOException {
    Snapshot known = newest;
    long age = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - known.readAt());
    return age <= settings.staleness() ? known : refresh(timeout);
  }

  @Override
  public Snapshot refresh(long timeout) throws IOException {
    // Not in the caller's thread: HBase's blocking client cannot be told to stop in time.
    return Question.await(background.submit(this::readNewest), timeout);
  }

  private Snapshot readNewest() throws IOException {
    newest = read(Optional.of(newest));
    return newest;
  }

  private void refreshQuietly() {
    try {
      readNewest();
    } catch (IOException | RuntimeException e) {
      // A query that finds the snapshot too old reads one itself, and has the error.
      LOG.warn("the serving row could not be refreshed: {}", e.toString());
    }
  }

  private Snapshot read(Optional<Snapshot> before) throws IOException {
    long now = System.nanoTime();
    try (Table generations = connection.getTable(names.generations());
        Table progress = connection.getTable(names.progress())) {
      GenerationStore store = new GenerationStore(generations);
      Serving serving =
          store
              .serving()
              .orElseThrow(
                  () ->
                      new QueryException(
                          "table %s: expected the serving row, found none; start the speed layer once, or see tideline.hbase.namespace"
                              .formatted(names.generations())));
      requireReadable(serving.generation(), before);
      Epoch epoch = epoch(store, serving.epoch(), before);
      Map<Integer, Frontier> frontiers = new TreeMap<>();
      Map<Integer, Settled> settled = new TreeMap<>();
      Map<Integer, Stop> stops = new TreeMap<>();
      try (ResultScanner rows = progress.getScanner(ProgressRow.scan(epoch.number()))) {
        for (Result row : rows) {
          int partition = ProgressRow.partition(row);
          ProgressRow.frontier(row).ifPresent(found -> frontiers.put(partition, found));
          ProgressRow.settled(row).ifPresent(found -> settled.put(partition, found));
          ProgressRow.stop(row).ifPresent(found -> stops.put(partition, found));
        }
      }
      Buckets periods = new Buckets(epochSettings.realtimePeriod());
      SortedMap<Long, TableName> sinceCut =
          realtime(serving, frontiers, before).tailMap(periods.start(serving.cut().ingestTime()));
      return new Snapshot(serving, epoch, frontiers, settled, stops, sinceCut, now);
    }
  }

  /** Looks at the tables of a generation when it is first seen: some of them bear no version. */
  private void requireReadable(int generation, Optional<Snapshot> before) throws IOException {
    int known = before.map(snapshot -> snapshot.serving().generation()).orElse(0);
    if (generation != 0 && generation != known) {
      try (Admin admin = connection.getAdmin()) {
        for (BatchTable table : BatchTable.values()) {
          requireReadable(admin, table, generation);
        }
      }
    }
  }

  private void requireReadable(Admin admin, BatchTable table, int generation) throws IOException {
    try {
      Schema.requireFormat(table, admin.getDescriptor(table.of(names, generation)));
    } catch (TableNotFoundException e) {
      // A query that needs it finds it missing too, and asks again.
      LOG.debug("generation {} has no table {}", generation, table.key(), e);
    }
  }

  private Epoch epoch(GenerationStore store, int number, Optional<Snapshot> before)
      throws IOException {
    if (before.isPresent() && before.get().epoch().number() == number) {
      return before.get().epoch();
    }
    Epoch epoch =
        store
            .epoch(number)
            .orElseThrow(
                () ->
                    new QueryException(
                        "table %s: expected epoch %d, found none; restore the table"
                            .formatted(names.generations(), number)));
    epochSettings.requireRecorded(number, epoch.settings());
    return epoch;
  }

  /** The realtime tables, listed after the frontiers were read. */
  private SortedMap<Long, TableName> realtime(
      Serving serving, Map<Integer, Frontier> frontiers, Optional<Snapshot> before)
      throws IOException {
    if (before.isPresent()
        && before.get().serving().epoch() == serving.epoch()
        && listed(before.get(), serving, frontiers)) {
      return before.get().realtime();
    }
    SortedMap<Long, TableName> tables = new TreeMap<>();
    try (Admin admin = connection.getAdmin()) {
      Pattern own = Pattern.compile(Pattern.quote(names.namespace()) + ":realtime_.*");
      for (TableName table : admin.listTableNames(own)) {
        names
            .periodStart(serving.epoch(), table)
            .ifPresent(periodStart -> tables.put(periodStart, table));
      }
    }
    return Collections.unmodifiableSortedMap(tables);
  }

  /**
   * Whether no table can have come that holds anything below the frontiers: none did since they
   * stood as they do, or each period has its own from the first one on that a partition was in.
   */
  private boolean listed(Snapshot before, Serving serving, Map<Integer, Frontier> frontiers) {
    if (serving.cut().ingestTime() < before.serving().cut().ingestTime()) {
      return false;
    }
    if (before.frontiers().equals(frontiers)) {
      return true;
    }
    Buckets periods = new Buckets(epochSettings.realtimePeriod());
    long slowest =
        before.epoch().startPositions().keySet().stream()
            .map(before.frontiers()::get)
            .mapToLong(frontier -> frontier == null ? 0 : frontier.maxIngestTime())
            .min()
            .orElse(0);
    long first = periods.start(Math.max(slowest, serving.cut().ingestTime()));
    long last =
        periods.start(
            frontiers.values().stream().mapToLong(Frontier::maxIngestTime).max().orElse(0));
    long wanted = Math.max(0, (last - first) / periods.size() + 1);
    return before.realtime().subMap(first, Math.max(first, last + 1)).size() >= wanted;
  }

  @Override
  public void close() {
    background.shutdownNow();
  }
}
