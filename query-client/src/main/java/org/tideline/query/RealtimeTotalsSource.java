package org.tideline.query;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.ranking.RealtimeTotals;
import org.tideline.views.time.Buckets;

/**
 * Reads what realtime adds to all words since the cut, and keeps it from one question to the next.
 * One thread reads, so that several questions at once read once; a question whose time is over
 * leaves what is being read to the next one.
 */
final class RealtimeTotalsSource implements AutoCloseable {
  private static final int ROWS_PER_CALL = 2_000;

  private final Connection connection;
  private final LiveBlocks blocks;
  private final Buckets buckets;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(RealtimeTotalsSource::thread);
  private volatile Optional<KeptTotals> kept = Optional.empty();

  RealtimeTotalsSource(Connection connection, LiveBlocks blocks, EpochSettings settings) {
    this.connection = connection;
    this.blocks = blocks;
    this.buckets = settings.segmentation().buckets();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "tideline-query-totals");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    reader.shutdownNow();
  }

  /** Totals that include everything below the frontiers of {@code snapshot}. */
  CompletableFuture<RealtimeTotals> at(Snapshot snapshot) {
    return kept.filter(known -> known.covers(snapshot))
        .map(known -> CompletableFuture.completedFuture(known.totals()))
        .orElseGet(() -> CompletableFuture.supplyAsync(() -> read(snapshot), reader));
  }

  private RealtimeTotals read(Snapshot snapshot) {
    KeptTotals known =
        kept.filter(before -> before.begunWith(snapshot))
            .orElseGet(() -> KeptTotals.none(snapshot));
    if (known.covers(snapshot)) {
      // Read for another question meanwhile.
      return known.totals();
    }
    try {
      KeptTotals read = next(known, snapshot);
      kept = Optional.of(read);
      return read.totals();
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private KeptTotals next(KeptTotals known, Snapshot snapshot) throws IOException {
    // The blocks first: they are there for a while only.
    KeptTotals.Next next = known.next(snapshot, blocks.totals(snapshot).join(), buckets);
    Scan scan = RealtimeWordCell.scan(next.from()).setCaching(ROWS_PER_CALL);
    for (Map.Entry<Long, TableName> period : snapshot.realtime().entrySet()) {
      try (Table table = connection.getTable(period.getValue());
          ResultScanner rows = table.getScanner(new Scan(scan))) {
        for (Result row : rows) {
          next.row(period.getKey(), row);
        }
      }
    }
    return next.done();
  }
}
