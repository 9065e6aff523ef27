package org.tideline.benchmarks.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.tideline.benchmarks.stage.FlushSink;
import org.tideline.benchmarks.stage.InOrder;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.LogSettings;
import org.tideline.schema.settings.SpeedSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.LogRecord;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.Flush;
import org.tideline.views.realtime.Flush.Tier;
import org.tideline.views.realtime.FlushOrder;
import org.tideline.views.realtime.MicroBatch;
import org.tideline.views.realtime.RealtimePartition;

/**
 * One partition read by one thread without Storm: the state machine of the speed layer, its calls
 * to HBase, and a flush wherever the topology had one, so that it writes the same cells. It does
 * not look up older versions, and could not go on after a failure.
 */
final class BareLoop implements Callable<Void> {
  private final TidelineConfiguration configuration;
  private final Epoch epoch;
  private final int number;
  private final long end;
  private final NavigableMap<Long, Tier> flushAt;
  private final Queue<Flush> written = new ConcurrentLinkedQueue<>();
  private CompletableFuture<Void> progress = CompletableFuture.completedFuture(null);

  /** Of the next flush; that of an edge is settled. */
  private Tier tier = Tier.SETTLED;

  private CompletableFuture<Void> deletes = CompletableFuture.completedFuture(null);

  /**
   * @param end where it ends, a position
   * @param flushAt positions other than edges, and where the flush went
   */
  BareLoop(
      TidelineConfiguration configuration,
      Epoch epoch,
      int number,
      long end,
      NavigableMap<Long, Tier> flushAt) {
    this.configuration = configuration;
    this.epoch = epoch;
    this.number = number;
    this.end = end;
    this.flushAt = flushAt;
  }

  @Override
  public Void call() {
    EpochSettings settings = EpochSettings.from(configuration);
    try (FlushSink sink = FlushSink.open("loop " + number, configuration, epoch.number());
        TermAnalyzer analyzer = TermAnalyzer.named(settings.analyzer());
        KafkaConsumer<byte[], byte[]> consumer = consumer(configuration)) {
      RealtimePartition<Long> partition =
          new RealtimePartition<>(
              number,
              settings.segmentation(),
              analyzer,
              settings.windows().rules(),
              (ids, stamp) -> CompletableFuture.completedFuture(Map.of()),
              new InOrder(),
              (unsettledTerms, settlesUnderWay) -> tier);
      drain(consumer, partition, sink);
    }
    return null;
  }

  /** Of the log, with its transactions committed; nothing is assigned to it. */
  static KafkaConsumer<byte[], byte[]> consumer(TidelineConfiguration configuration) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            LogSettings.from(configuration).bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            (int) SpeedSettings.from(configuration).tupleBytes(),
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            Integer.MAX_VALUE),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private void drain(
      KafkaConsumer<byte[], byte[]> consumer, RealtimePartition<Long> partition, FlushSink sink) {
    TopicPartition log = new TopicPartition(epoch.topic(), number);
    LogRecordCodec codec = new LogRecordCodec(epoch.partitions());
    long position = epoch.startPositions().get(number);
    Optional<Checkpoint> init = Optional.of(Checkpoint.startingAt(position));
    FlushOrder order = new FlushOrder(sink);
    consumer.assign(List.of(log));
    consumer.seek(log, position);
    while (position < end) {
      List<LogRecord> records = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(100))) {
        records.add(decode(codec, found));
      }
      for (List<LogRecord> part : parts(records, flushAt.keySet())) {
        long to = part.get(part.size() - 1).position() + 1;
        partition.offer(new MicroBatch(number, position, to, part, init), to);
        init = Optional.empty();
        position = to;
        advance(partition, order, sink);
        if (flushAt.containsKey(to)) {
          // As the topology, which has one flush of these under way.
          finish(partition, order, sink);
          tier = flushAt.get(to);
          partition.flush();
          tier = Tier.SETTLED;
          advance(partition, order, sink);
        }
      }
    }
    partition.flush();
    finish(partition, order, sink);
    deletes.join();
  }

  private LogRecord decode(LogRecordCodec codec, ConsumerRecord<byte[], byte[]> found) {
    return codec.decode(
        number,
        found.offset(),
        found.timestamp(),
        found.leaderEpoch(),
        Optional.of(found.key()),
        Optional.of(found.value()));
  }

  /** {@code records} divided so that none stands on both sides of one of {@code ends}. */
  static List<List<LogRecord>> parts(List<LogRecord> records, Set<Long> ends) {
    List<List<LogRecord>> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < records.size(); i++) {
      if (i + 1 == records.size() || ends.contains(records.get(i).position() + 1)) {
        parts.add(records.subList(from, i + 1));
        from = i + 1;
      }
    }
    return parts;
  }

  private void advance(RealtimePartition<Long> partition, FlushOrder order, FlushSink sink) {
    for (Flush flush = written.poll(); flush != null; flush = written.poll()) {
      partition.written(flush);
    }
    Optional<Flush> next = partition.nextFlush();
    while (next.isPresent()) {
      begin(next.get(), order, sink);
      next = partition.nextFlush();
    }
  }

  private void begin(Flush flush, FlushOrder order, FlushSink sink) {
    progress = order.begin(flush).thenRun(() -> written.add(flush));
    if (flush.folds()) {
      CompletableFuture<Void> before = deletes;
      deletes =
          progress.thenCompose(done -> before).thenCompose(done -> sink.deleteFoldedPieces(flush));
    }
  }

  private void finish(RealtimePartition<Long> partition, FlushOrder order, FlushSink sink) {
    advance(partition, order, sink);
    while (partition.flushesUnderWay() > 0) {
      progress.join();
      advance(partition, order, sink);
    }
  }
}
