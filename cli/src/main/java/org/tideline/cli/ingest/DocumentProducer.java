package org.tideline.cli.ingest;

import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.log.LogTopic;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;

/**
 * Appends documents to the log and knows where they went. The producer is idempotent and waits for
 * all replicas, so that what is acknowledged stands in the log once, and stays.
 */
public final class DocumentProducer implements AutoCloseable {
  /** What the protocol and a compression in vain add to a record at the most. */
  private static final int RECORD_OVERHEAD = 64 * 1024;

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<Integer, Roaring64Bitmap> positions = new TreeMap<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /** A producer of records of {@code topic}. */
  public DocumentProducer(String bootstrapServers, String topic) {
    this.topic = topic;
    Properties settings = new Properties();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 512 * 1024);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LogTopic.MAX_RECORD_BYTES + RECORD_OVERHEAD);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Appends a put; returns before it is acknowledged.
   *
   * @throws IOException if the log refused this or an earlier record
   */
  public void put(Document document) throws IOException {
    send(document.id(), LogRecordCodec.encode(document));
  }

  /**
   * Appends a delete; returns before it is acknowledged.
   *
   * @throws IOException if the log refused this or an earlier record
   */
  public void delete(Change.Delete delete) throws IOException {
    send(delete.id(), LogRecordCodec.encode(delete));
  }

  private void send(String id, byte[] value) throws IOException {
    requireNoFailure();
    producer.send(
        new ProducerRecord<>(topic, LogRecordCodec.key(id), value),
        (metadata, exception) -> {
          if (exception == null) {
            acknowledged(metadata);
          } else {
            failure.compareAndSet(
                null, new IOException("document \"%s\": %s".formatted(id, exception.getMessage())));
          }
        });
  }

  private void acknowledged(RecordMetadata metadata) {
    synchronized (positions) {
      positions
          .computeIfAbsent(metadata.partition(), partition -> new Roaring64Bitmap())
          .addLong(metadata.offset());
    }
  }

  private void requireNoFailure() throws IOException {
    Exception found = failure.get();
    if (found != null) {
      throw new IOException("the log refused " + found.getMessage(), found);
    }
  }

  /**
   * Waits until every record so far is acknowledged and says where they stand.
   *
   * @throws IOException if the log refused one
   */
  public Acknowledged acknowledged() throws IOException {
    producer.flush();
    requireNoFailure();
    synchronized (positions) {
      Map<Integer, Roaring64Bitmap> copy = new TreeMap<>();
      positions.forEach((partition, found) -> copy.put(partition, found.clone()));
      return new Acknowledged(copy);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
