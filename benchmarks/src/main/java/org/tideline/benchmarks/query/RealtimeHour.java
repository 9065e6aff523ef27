package org.tideline.benchmarks.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
import org.tideline.views.time.Cut;

/**
 * What the speed layer writes within an hour after a cut, written at once: its own state machine
 * gets records whose LogAppendTime is spread evenly over the hour, and its flushes are put where
 * the topology puts them.
 */
final class RealtimeHour {
  private static final long HOUR = 3_600_000;

  private final TidelineConfiguration configuration;
  private final EpochSettings settings;
  private final int epoch;
  private long cells;

  RealtimeHour(TidelineConfiguration configuration, int epoch) {
    this.configuration = configuration;
    this.settings = EpochSettings.from(configuration);
    this.epoch = epoch;
  }

  /** How many cells of words were written. */
  long cells() {
    return cells;
  }

  /** Writes {@code documents}, none of which is known yet, in their order. */
  void write(List<Document> documents, Cut cut) {
    Map<Integer, List<LogRecord>> records = new TreeMap<>();
    for (int i = 0; i < documents.size(); i++) {
      Document document = documents.get(i);
      int partition =
          LogRecordCodec.partition(LogRecordCodec.key(document.id()), settings.partitions());
      List<LogRecord> before = records.computeIfAbsent(partition, added -> new ArrayList<>());
      before.add(
          new LogRecord(
              cut.positions().get(partition) + before.size(),
              cut.ingestTime() + HOUR * i / documents.size(),
              new Change.Put(document)));
    }
    try (FlushSink sink = FlushSink.open("hour", configuration, epoch)) {
      records.forEach((number, of) -> write(number, of, cut.positions().get(number), sink));
    }
  }

  private void write(int number, List<LogRecord> records, long from, FlushSink sink) {
    try (TermAnalyzer analyzer = TermAnalyzer.named(settings.analyzer())) {
      RealtimePartition<Long> partition =
          new RealtimePartition<>(
              number,
              settings.segmentation(),
              analyzer,
              settings.windows().rules(),
              (ids, stamp) -> Map.of(),
              new InOrder(),
              (unsettledTerms, settlesUnderWay) -> Flush.Tier.SETTLED);
      Optional<Checkpoint> init = Optional.of(Checkpoint.startingAt(from));
      for (LogRecord record : records) {
        long next = record.position() + 1;
        partition.offer(
            new MicroBatch(number, record.position(), next, List.of(record), init), next);
        init = Optional.empty();
        write(partition, sink);
      }
      partition.flush();
      write(partition, sink);
    }
  }

  private void write(RealtimePartition<Long> partition, FlushSink sink) {
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
}
