package org.tideline.batch.freeze;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.tideline.batch.archive.CommittedConsumer;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.log.LogTopic;

/** The end of the log, asked of Kafka. */
final class KafkaLogEnd implements LogEnd, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final LogTopic topic;
  private final String name;
  private final Map<Integer, Long> archived;
  private final Producer<byte[], byte[]> producer;
  private final Consumer<byte[], byte[]> consumer;

  /**
   * Opens it.
   *
   * @param archived per partition the ingest time at the archive's end, since the log itself
   *     forgets with what leaves it
   */
  KafkaLogEnd(LogTopic topic, String name, String bootstrapServers, Map<Integer, Long> archived) {
    this.topic = topic;
    this.name = name;
    this.archived = new TreeMap<>(archived);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.consumer = CommittedConsumer.open(bootstrapServers, Map.of());
  }

  @Override
  public Map<Integer, OptionalLong> ingestTimes() throws IOException {
    Map<Integer, OptionalLong> times = new TreeMap<>(topic.ingestTimes(archived.size()));
    times.replaceAll(
        (partition, time) ->
            time.isPresent()
                ? OptionalLong.of(Math.max(time.getAsLong(), archived.get(partition)))
                : time);
    return times;
  }

  @Override
  public Map<Integer, Long> positionsAt(long ingestTime) throws IOException {
    Map<Integer, Long> candidates = topic.positionsAt(archived.size(), ingestTime);
    Map<Integer, Long> ends = topic.endPositions(archived.size());
    Map<Integer, Long> positions = new TreeMap<>();
    for (Map.Entry<Integer, Long> candidate : candidates.entrySet()) {
      int partition = candidate.getKey();
      firstRecord(partition, candidate.getValue(), ends.get(partition), ingestTime)
          .ifPresent(position -> positions.put(partition, position));
    }
    return positions;
  }

  /**
   * The first record in {@code [from, end)} of that ingest time. Kafka also answers with the marker
   * of a transaction, or a record of an aborted one, whose time no reader sees.
   */
  private OptionalLong firstRecord(int partition, long from, long end, long ingestTime) {
    TopicPartition log = new TopicPartition(name, partition);
    consumer.assign(List.of(log));
    consumer.seek(log, from);
    while (consumer.position(log) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(log)) {
        if (record.timestamp() >= ingestTime) {
          return OptionalLong.of(record.offset());
        }
      }
    }
    return OptionalLong.empty();
  }

  @Override
  public long tick(int partition) throws IOException {
    byte[] tick = LogRecordCodec.encodeTick();
    try {
      return producer.send(new ProducerRecord<>(name, partition, null, tick)).get().timestamp();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while writing a tick", e);
    } catch (ExecutionException e) {
      throw new IOException(
          "log %s, partition %d: a tick was not taken: %s"
              .formatted(name, partition, e.getCause().getMessage()),
          e.getCause());
    }
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
