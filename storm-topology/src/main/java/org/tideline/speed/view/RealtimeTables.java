package org.tideline.speed.view;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.hbase.TableName;
import org.tideline.schema.table.Schema;
import org.tideline.schema.table.TableNames;
import org.tideline.speed.store.Store;
import org.tideline.views.time.Buckets;

/** The realtime tables of one epoch; each is made before the first write into it. */
final class RealtimeTables {
  private final Store store;
  private final TableNames names;
  private final int epoch;
  private final Buckets periods;

  /** Asked by the bolt, and by whatever thread a flush goes on in. */
  private final Map<Long, CompletableFuture<Void>> made = new ConcurrentHashMap<>();

  /**
   * @param period milliseconds of ingest time in one table
   */
  RealtimeTables(Store store, TableNames names, int epoch, long period) {
    this.store = store;
    this.names = names;
    this.epoch = epoch;
    this.periods = new Buckets(period);
  }

  /** The name of the table for the bucket that starts at {@code bucketStart}. */
  TableName name(long bucketStart) {
    return names.realtime(epoch, periods.start(bucketStart));
  }

  /** Complete once the table for that bucket is there. */
  CompletableFuture<Void> ready(long bucketStart) {
    return made.computeIfAbsent(periods.start(bucketStart), this::make);
  }

  private CompletableFuture<Void> make(long periodStart) {
    return store.administer(
        "to make " + names.realtime(epoch, periodStart),
        admin -> new Schema(admin, names).createRealtime(epoch, periodStart));
  }
}
