package org.tideline.speed.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.log.LogDescription;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.progress.Stop;
import org.tideline.views.document.LogRecord;
import org.tideline.views.realtime.Checkpoint;

/**
 * One consumer for all partitions of a task. It keeps no positions in Kafka and joins no group:
 * where to read is said by checkpoints alone.
 */
final class LogReader implements AutoCloseable {
  /** Bytes that one look may fetch beyond those of one partition. */
  private static final int FETCH_BYTES = 50 << 20;

  private final String topic;
  private final long tupleBytes;
  private final LogRecordCodec codec;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Set<TopicPartition> open = new HashSet<>();
  private Set<TopicPartition> paused = Set.of();

  /**
   * A reader of no partition yet.
   *
   * @param tupleBytes at which a reading is divided; also fetched from a partition at once
   */
  LogReader(Epoch epoch, LogRecordCodec codec, String bootstrapServers, long tupleBytes) {
    this.topic = epoch.topic();
    this.tupleBytes = tupleBytes;
    this.codec = codec;
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // A greater record is still given: Kafka bounds a fetch only from its second batch on.
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, (int) tupleBytes);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.MAX_VALUE);
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private TopicPartition name(int partition) {
    return new TopicPartition(topic, partition);
  }

  /** Reads {@code partition} from {@code checkpoint} on. */
  void begin(int partition, Checkpoint checkpoint) {
    // Left first, so that what was fetched for an earlier position is dropped.
    end(partition);
    open.add(name(partition));
    consumer.assign(open);
    consumer.seek(
        name(partition),
        new OffsetAndMetadata(checkpoint.position(), checkpoint.leaderEpoch(), ""));
  }

  /** Reads {@code partition} no more. */
  void end(int partition) {
    if (open.remove(name(partition))) {
      consumer.assign(open);
      // A partition that is begun again is not paused.
      Set<TopicPartition> stillPaused = new HashSet<>(paused);
      stillPaused.remove(name(partition));
      paused = stillPaused;
    }
  }

  /**
   * Looks for records of the partitions that have room.
   *
   * @param patience how long to wait for the first
   * @throws org.apache.kafka.common.KafkaException if the log cannot be read now
   */
  List<Reading> read(IntPredicate hasRoom, Duration patience) {
    if (open.isEmpty()) {
      return List.of();
    }
    pause(hasRoom);
    try {
      return readings(consumer.poll(patience));
    } catch (LogTruncationException e) {
      return refusals(e);
    } catch (OffsetOutOfRangeException e) {
      return e.partitions().stream()
          .<Reading>map(partition -> new Reading.OutOfRange(partition.partition()))
          .toList();
    }
  }

  private void pause(IntPredicate hasRoom) {
    Set<TopicPartition> full = new HashSet<>();
    for (TopicPartition partition : open) {
      if (!hasRoom.test(partition.partition())) {
        full.add(partition);
      }
    }
    if (!full.equals(paused)) {
      consumer.pause(full);
      Set<TopicPartition> others = new HashSet<>(paused);
      others.removeAll(full);
      consumer.resume(others);
      paused = full;
    }
  }

  /** Where the log and what was read of it part is not always known; that they do is enough. */
  static List<Reading> refusals(LogTruncationException found) {
    List<Reading> refusals = new ArrayList<>();
    for (TopicPartition partition : found.partitions()) {
      long read = found.offsetOutOfRangePartitions().get(partition);
      Optional<Long> kept =
          Optional.ofNullable(found.divergentOffsets().get(partition))
              .map(OffsetAndMetadata::offset);
      Stop stop = LogExtent.truncated(partition.topic(), partition.partition(), read, kept);
      refusals.add(new Reading.Refused(partition.partition(), stop));
    }
    return refusals;
  }

  private List<Reading> readings(ConsumerRecords<byte[], byte[]> polled) {
    List<Reading> readings = new ArrayList<>();
    polled
        .nextOffsets()
        .forEach(
            (partition, next) ->
                divide(partition.partition(), polled.records(partition), next.offset(), readings));
    return readings;
  }

  private void divide(
      int partition, List<ConsumerRecord<byte[], byte[]>> found, long to, List<Reading> readings) {
    List<LogRecord> records = new ArrayList<>();
    long bytes = 0;
    for (ConsumerRecord<byte[], byte[]> record : found) {
      if (record.timestampType() != TimestampType.LOG_APPEND_TIME) {
        readings.add(new Reading.Refused(partition, foreign(partition, record)));
        return;
      }
      if (bytes >= tupleBytes) {
        readings.add(new Reading.Records(partition, records, record.offset(), bytes));
        records = new ArrayList<>();
        bytes = 0;
      }
      records.add(decode(partition, record));
      bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }
    readings.add(new Reading.Records(partition, records, to, bytes));
  }

  private LogRecord decode(int partition, ConsumerRecord<byte[], byte[]> record) {
    return codec.decode(
        partition,
        record.offset(),
        record.timestamp(),
        record.leaderEpoch(),
        Optional.ofNullable(record.key()),
        Optional.ofNullable(record.value()));
  }

  private Stop foreign(int partition, ConsumerRecord<byte[], byte[]> record) {
    return new Stop(
        Stop.Reason.SETTINGS,
        "partition %d of topic %s, position %d: expected the timestamp type %s, found %s; set message.timestamp.type of the topic back and start anew from an empty folder or namespace"
            .formatted(
                partition,
                topic,
                record.offset(),
                LogDescription.TIMESTAMP_TYPE,
                record.timestampType()));
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
  }
}
