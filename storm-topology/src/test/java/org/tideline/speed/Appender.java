package org.tideline.speed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.views.document.Change;
import org.tideline.views.document.LogRecord;

/** Appends changes to a log and remembers where they went, for the reference. */
final class Appender implements AutoCloseable {
  private record Sent(Change change, Future<RecordMetadata> where) {}

  private final String topic;
  private final int partitions;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaProducer<byte[], byte[]> transactions;
  private final List<Sent> sent = new ArrayList<>();

  Appender(String bootstrapServers, String topic, int partitions) {
    this.topic = topic;
    this.partitions = partitions;
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 11 << 20);
    this.producer = producer(settings);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic);
    this.transactions = producer(settings);
    transactions.initTransactions();
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Appends {@code change} as a client does; a quarantined one as bytes of an unknown kind. */
  void append(Change change) {
    if (change instanceof Change.Put put) {
      send(change, put.document().id(), LogRecordCodec.encode(put.document()));
    } else if (change instanceof Change.Delete delete) {
      send(change, delete.id(), LogRecordCodec.encode(delete));
    } else if (change instanceof Change.Quarantined quarantined) {
      send(change, quarantined.key(), new byte[] {1, 9});
    } else {
      for (int partition = 0; partition < partitions; partition++) {
        send(change, partition, Optional.empty(), LogRecordCodec.encodeTick());
      }
    }
  }

  private void send(Change change, String id, byte[] value) {
    byte[] key = LogRecordCodec.key(id);
    send(change, LogRecordCodec.partition(key, partitions), Optional.of(key), value);
  }

  /** Appends a put where its document does not belong. */
  void misplace(Change.Put put) {
    byte[] key = LogRecordCodec.key(put.document().id());
    int home = LogRecordCodec.partition(key, partitions);
    int other = (home + 1) % partitions;
    String reason =
        "record: its key belongs to partition %d of %d, found in %d"
            .formatted(home, partitions, other);
    send(
        new Change.Quarantined(put.document().id(), reason),
        other,
        Optional.of(key),
        LogRecordCodec.encode(put.document()));
  }

  private void send(Change change, int partition, Optional<byte[]> key, byte[] value) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, partition, key.orElse(null), value);
    sent.add(new Sent(change, producer.send(record)));
  }

  /** Appends a put in a transaction and takes it back: it stands in the log and counts nowhere. */
  void appendAborted(Change.Put put) {
    transactions.beginTransaction();
    transactions.send(
        new ProducerRecord<>(
            topic, LogRecordCodec.key(put.document().id()), LogRecordCodec.encode(put.document())));
    transactions.flush();
    transactions.abortTransaction();
  }

  /** Per partition all records that were acknowledged, by position. */
  Map<Integer, List<LogRecord>> log() throws ExecutionException, InterruptedException {
    producer.flush();
    Map<Integer, TreeMap<Long, LogRecord>> log = new TreeMap<>();
    for (Sent record : sent) {
      RecordMetadata where = record.where().get();
      log.computeIfAbsent(where.partition(), partition -> new TreeMap<>())
          .put(where.offset(), new LogRecord(where.offset(), where.timestamp(), record.change()));
    }
    Map<Integer, List<LogRecord>> sorted = new TreeMap<>();
    log.forEach((partition, records) -> sorted.put(partition, List.copyOf(records.values())));
    return sorted;
  }

  /** Per partition the position after the last acknowledged record. */
  Map<Integer, Long> receipt() throws ExecutionException, InterruptedException {
    Map<Integer, Long> receipt = new TreeMap<>();
    log()
        .forEach(
            (partition, records) ->
                receipt.put(partition, records.get(records.size() - 1).position() + 1));
    return receipt;
  }

  @Override
  public void close() {
    producer.close();
    transactions.close();
  }
}
