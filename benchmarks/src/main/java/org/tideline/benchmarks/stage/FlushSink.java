package org.tideline.benchmarks.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Put;
import org.tideline.schema.document.DocumentRow;
import org.tideline.schema.progress.ProgressRow;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.table.Schema;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.speed.store.Store;
import org.tideline.speed.store.StoreSettings;
import org.tideline.views.realtime.Flush;
import org.tideline.views.time.Buckets;

/**
 * Writes flushes where the topology writes them, by the same calls, for records that all become
 * current: outcomes of others are not written.
 */
public final class FlushSink implements AutoCloseable {
  private final Store store;
  private final TableNames names;
  private final int epoch;
  private final Buckets periods;
  private final Map<Long, CompletableFuture<Void>> made = new HashMap<>();

  private FlushSink(Store store, TableNames names, int epoch, Buckets periods) {
    this.store = store;
    this.names = names;
    this.epoch = epoch;
    this.periods = periods;
  }

  /** Begins to connect, in the name of {@code task}. */
  public static FlushSink open(String task, TidelineConfiguration configuration, int epoch) {
    return new FlushSink(
        Store.open(task, StoreSettings.from(configuration.hadoop())),
        new TableNames(configuration.namespace()),
        epoch,
        new Buckets(EpochSettings.from(configuration).realtimePeriod()));
  }

  /** Writes words and versions; complete when all are acknowledged. */
  public CompletableFuture<Void> content(Flush flush) {
    byte[] qualifier = RealtimeWordCell.qualifier(flush.segment());
    // As the bolt writes them: in the order of rows, made when their request is sent.
    List<Flush.WordCell> words = new ArrayList<>(flush.words());
    words.sort(Comparator.comparing(Flush.WordCell::term, Arrays::compareUnsigned));
    List<Put> versions = flush.versions().stream().map(DocumentRow::put).toList();
    long period = periods.start(flush.segment().bucketStart());
    TableName realtime = names.realtime(epoch, period);
    return CompletableFuture.allOf(
        store.put(names.documents(epoch), versions),
        words.isEmpty()
            ? CompletableFuture.completedFuture(null)
            : made.computeIfAbsent(period, this::make)
                .thenCompose(
                    done ->
                        store.put(
                            realtime,
                            words,
                            cell -> RealtimeWordCell.put(qualifier, flush.stamp(), cell))));
  }

  private CompletableFuture<Void> make(long period) {
    return store.administer(
        "to make a table", admin -> new Schema(admin, names).createRealtime(epoch, period));
  }

  /** Writes the frontier, and the checkpoint if there is one. */
  public CompletableFuture<Void> progress(Flush flush) {
    return store.put(names.progress(), ProgressRow.put(epoch, flush));
  }

  @Override
  public void close() {
    store.close();
  }
}
