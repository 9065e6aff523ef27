package org.tideline.speed.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Put;
import org.tideline.schema.document.DocumentRow;
import org.tideline.schema.document.OutcomeRow;
import org.tideline.schema.progress.ProgressRow;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.speed.store.Store;
import org.tideline.views.realtime.Flush;

/** Writes what flushes hold, and after it the progress that they claim. */
public final class FlushWriter {
  private final Store store;
  private final TableNames names;
  private final int epoch;
  private final RealtimeTables realtime;

  /**
   * Writes through {@code store}, which stays the caller's.
   *
   * @param realtimePeriod milliseconds of ingest time in one realtime table
   */
  public FlushWriter(Store store, TableNames names, int epoch, long realtimePeriod) {
    this.store = store;
    this.names = names;
    this.epoch = epoch;
    this.realtime = new RealtimeTables(store, names, epoch, realtimePeriod);
  }

  /** Begins to write cells, versions and outcomes; complete when all are acknowledged. */
  public CompletableFuture<Void> writeContent(Flush flush) {
    List<Put> versions = flush.versions().stream().map(DocumentRow::put).toList();
    int partition = flush.segment().partition();
    List<Put> outcomes =
        flush.outcomes().stream().map(outcome -> OutcomeRow.put(partition, outcome)).toList();
    return CompletableFuture.allOf(
        store.put(names.documents(epoch), versions),
        store.put(names.outcomes(epoch), outcomes),
        writeWords(flush));
  }

  private CompletableFuture<Void> writeWords(Flush flush) {
    if (flush.words().isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    byte[] qualifier = RealtimeWordCell.qualifier(flush.segment());
    // In the order of rows, which is how HBase keeps them: neighbours find their place quicker.
    List<Flush.WordCell> words = new ArrayList<>(flush.words());
    words.sort(Comparator.comparing(Flush.WordCell::term, Arrays::compareUnsigned));
    long bucketStart = flush.segment().bucketStart();
    TableName table = realtime.name(bucketStart);
    return realtime
        .ready(bucketStart)
        .thenCompose(
            made ->
                store.put(
                    table, words, cell -> RealtimeWordCell.put(qualifier, flush.stamp(), cell)));
  }

  /** Writes the frontier of a flush, and its checkpoint if it has one, in one row. */
  public CompletableFuture<Void> writeProgress(Flush flush) {
    return store.put(names.progress(), ProgressRow.put(epoch, flush));
  }
}
