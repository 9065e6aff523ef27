package org.tideline.benchmarks.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.tideline.benchmarks.stage.FlushSink;
import org.tideline.benchmarks.stage.InOrder;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;
import org.tideline.views.document.LogRecord;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.Flush;
import org.tideline.views.realtime.MicroBatch;
import org.tideline.views.realtime.RealtimePartition;

/**
 * What the speed layer writes within an hour, written at once: its own state machine gets records
 * whose LogAppendTime is spread evenly over the time that is said, and its flushes are put where
 * the topology puts them.
 */
final class RealtimeHour implements AutoCloseable {
  static final long MILLIS = 3_600_000;

  private final EpochSettings settings;
  private final TermAnalyzer analyzer;
  private final FlushSink sink;
  private final Map<Integer, Long> positions;
  private final Map<Integer, RealtimePartition<Long>> partitions = new TreeMap<>();
  private long cells;

  /**
   * Begins with nothing known.
   *
   * @param from per partition, the position of its first record
   */
  RealtimeHour(TidelineConfiguration configuration, int epoch, Map<Integer, Long> from) {
    this.settings = EpochSettings.from(configuration);
    this.analyzer = TermAnalyzer.named(settings.analyzer());
    this.sink = FlushSink.open("hour", configuration, epoch);
    this.positions = new TreeMap<>(from);
    from.forEach((number, position) -> partitions.put(number, begun(number, position)));
  }

  private RealtimePartition<Long> begun(int number, long position) {
    RealtimePartition<Long> partition =
        new RealtimePartition<>(
            number,
            settings.segmentation(),
            analyzer,
            settings.windows().rules(),
            (ids, stamp) -> CompletableFuture.completedFuture(Map.of()),
            new InOrder(),
            (unsettledTerms, settlesUnderWay) -> Flush.Tier.SETTLED);
    Optional<Checkpoint> init = Optional.of(Checkpoint.startingAt(position));
    partition.offer(new MicroBatch(number, position, position, List.of(), init), position);
    return partition;
  }

  /** How many cells of words were written. */
  long cells() {
    return cells;
  }

  /** Per partition, the position after its last record. */
  Map<Integer, Long> positions() {
    return Map.copyOf(positions);
  }

  /**
   * Writes {@code documents}, none of which is known yet, in their order, as if the log had taken
   * them within {@code [from, until)}.
   */
  void write(List<Document> documents, long from, long until) {
    for (int i = 0; i < documents.size(); i++) {
      Document document = documents.get(i);
      byte[] key = LogRecordCodec.key(document.id());
      long ingestTime = from + (until - from) * i / documents.size();
      take(
          LogRecordCodec.partition(key, settings.partitions()),
          ingestTime,
          new Change.Put(document));
    }
    flush();
  }

  /** Fills the log with ticks of that time up to {@code wanted}. */
  void tickTo(Map<Integer, Long> wanted, long ingestTime) {
    wanted.forEach(
        (number, position) -> {
          while (positions.get(number) < position) {
            take(number, ingestTime, new Change.Tick());
          }
        });
    flush();
  }

  private void take(int number, long ingestTime, Change change) {
    long position = positions.get(number);
    LogRecord record = new LogRecord(position, ingestTime, change);
    partitions
        .get(number)
        .offer(
            new MicroBatch(number, position, position + 1, List.of(record), Optional.empty()),
            position + 1);
    positions.put(number, position + 1);
    write(partitions.get(number));
  }

  private void flush() {
    for (RealtimePartition<Long> partition : partitions.values()) {
      partition.flush();
      write(partition);
    }
  }

  private void write(RealtimePartition<Long> partition) {
    Optional<Flush> next = partition.nextFlush();
    while (next.isPresent()) {
      Flush flush = next.get();
      sink.content(flush).join();
      sink.progress(flush).join();
      partition.written(flush);
      sink.deleteFoldedPieces(flush).join();
      cells += flush.terms().size();
      next = partition.nextFlush();
    }
  }

  @Override
  public void close() {
    sink.close();
    analyzer.close();
  }
}
