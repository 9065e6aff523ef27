package org.tideline.benchmarks.stage;

import java.util.concurrent.CompletableFuture;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.SpeedSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.table.TableNames;
import org.tideline.speed.store.Store;
import org.tideline.speed.store.StoreSettings;
import org.tideline.speed.view.FlushWriter;
import org.tideline.views.realtime.Flush;
import org.tideline.views.realtime.FlushOrder;

/** Writes flushes as the topology does, by its own writer over a connection of its own. */
public final class FlushSink implements FlushOrder.Writer, AutoCloseable {
  private final Store store;
  private final FlushWriter writer;

  private FlushSink(Store store, FlushWriter writer) {
    this.store = store;
    this.writer = writer;
  }

  /** Begins to connect, in the name of {@code task}. */
  public static FlushSink open(String task, TidelineConfiguration configuration, int epoch) {
    Store store = Store.open(task, StoreSettings.from(configuration.hadoop()));
    TableNames names = new TableNames(configuration.namespace());
    long period = EpochSettings.from(configuration).realtimePeriod();
    int late = SpeedSettings.from(configuration).lateRecords();
    return new FlushSink(store, new FlushWriter(store, names, epoch, period, period, late));
  }

  /** Writes words, postings, versions and outcomes; complete when all are acknowledged. */
  @Override
  public CompletableFuture<Void> content(Flush flush) {
    return writer.writeContent(flush);
  }

  /** Writes frontier and settled position, and the checkpoint if there is one. */
  @Override
  public CompletableFuture<Void> progress(Flush flush) {
    return writer.writeProgress(flush);
  }

  /** Deletes the pieces that the folds of a written flush repeat. */
  public CompletableFuture<Void> deleteFoldedPieces(Flush flush) {
    return writer.deleteFoldedPieces(flush);
  }

  @Override
  public void close() {
    store.close();
  }
}
