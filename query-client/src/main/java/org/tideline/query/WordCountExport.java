package org.tideline.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.count.WordCount;
import org.tideline.views.merge.MergedCount;
import org.tideline.views.merge.SegmentTotals;

/**
 * The whole merged view of word counts as a stream in the order of the terms' bytes: one sorted
 * scan per table, merged; what stands in live blocks is held in memory. Terms whose counts are 0
 * are left out. Not safe for use by several threads.
 */
public final class WordCountExport implements AutoCloseable {
  private static final int ROWS_PER_CALL = 2_000;

  /** One row of the view. */
  public record Row(String term, MergedCount count) {}

  /** Reads the serving row anew. */
  @FunctionalInterface
  interface Latest {
    Snapshot read() throws IOException;
  }

  private final Snapshot snapshot;
  private final Latest latest;
  private final LayerCursors<SegmentTotals> layers;

  private WordCountExport(Snapshot snapshot, Latest latest, LayerCursors<SegmentTotals> layers) {
    this.snapshot = snapshot;
    this.latest = latest;
    this.layers = layers;
  }

  /**
   * Begins to read.
   *
   * @param live per period, what stands in live blocks; taken over
   */
  static WordCountExport open(
      Connection connection,
      TableNames names,
      Snapshot snapshot,
      Map<Long, NavigableMap<byte[], SegmentTotals>> live,
      Latest latest)
      throws IOException {
    int generation = snapshot.serving().generation();
    Optional<LayerCursors.Batch> batch =
        generation == 0
            ? Optional.empty()
            : Optional.of(
                new LayerCursors.Batch(
                    names.words(generation),
                    BatchWordColumns.scan().setCaching(ROWS_PER_CALL),
                    Result::getRow));
    Scan recent = RealtimeWordCell.scan(snapshot.serving().cut()).setCaching(ROWS_PER_CALL);
    return new WordCountExport(
        snapshot, latest, LayerCursors.open(connection, batch, snapshot, recent, live));
  }

  /** What the stream is read from. */
  public Reading reading() {
    return Reading.of(snapshot);
  }

  /**
   * The next row; empty at the end.
   *
   * @throws QueryException at the end, if data that the stream needs were dropped meanwhile
   */
  public Optional<Row> next() throws IOException {
    Optional<byte[]> term = layers.least();
    while (term.isPresent()) {
      MergedCount count = new MergedCount(inBatch(term.get()), recent(term.get()));
      if (!count.total().equals(WordCount.ZERO)) {
        return Optional.of(new Row(new String(term.get(), StandardCharsets.UTF_8), count));
      }
      term = layers.least();
    }
    snapshot.requireStillWhole(latest.read());
    return Optional.empty();
  }

  private WordCount inBatch(byte[] term) throws IOException {
    return layers.batch().isPresent()
        ? BatchWordColumns.count(layers.batch().get().take(term))
        : WordCount.ZERO;
  }

  private WordCount recent(byte[] term) throws IOException {
    WordCount sum = WordCount.ZERO;
    for (LayerCursors.Period<SegmentTotals> period : layers.realtime()) {
      SegmentTotals live = period.takeLive(term).orElseGet(SegmentTotals::new);
      sum = sum.plus(RealtimeTerms.sum(snapshot, period.start(), period.cursor().take(term), live));
    }
    return sum;
  }

  @Override
  public void close() throws IOException {
    layers.close();
  }
}
