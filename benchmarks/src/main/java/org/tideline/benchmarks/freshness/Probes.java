package org.tideline.benchmarks.freshness;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.tideline.benchmarks.measure.Samples;
import org.tideline.benchmarks.measure.VoidRunException;
import org.tideline.query.CountAnswer;
import org.tideline.query.TidelineClient;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.settings.LogSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.views.document.Document;

/**
 * Documents with a word that nobody else has: each is asked for from its acknowledgement on, until
 * an answer has it. Safe for one thread that sends and one that asks.
 */
final class Probes implements AutoCloseable {
  /** Between two questions; the error of every figure. */
  private static final int PAUSE_MILLIS = 2;

  /** After the last was sent. */
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /**
   * Of one partition asked for at a time. They become readable in their order; to ask for all would
   * cost the more the later they are.
   */
  private static final int ASKED = 8;

  private record Probe(String word, int partition, long acknowledged) {}

  private final TidelineClient client;
  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Queue<Probe> acknowledged = new ConcurrentLinkedQueue<>();
  private int sent;

  Probes(TidelineConfiguration configuration, TidelineClient client) {
    LogSettings log = LogSettings.from(configuration);
    this.client = client;
    this.topic = log.topic();
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                log.bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends the next one; returns before it is acknowledged. */
  void send() {
    String word = "probe%dx%s".formatted(sent++, Long.toString(System.nanoTime(), 36));
    Document document = new Document(word, System.currentTimeMillis(), Map.of(), word);
    producer.send(
        new ProducerRecord<>(topic, LogRecordCodec.key(word), LogRecordCodec.encode(document)),
        (metadata, failure) -> {
          if (failure == null) {
            acknowledged.add(new Probe(word, metadata.partition(), System.nanoTime()));
          }
        });
    // One that waits for others to fill its batch would not be the time of a single document.
    producer.flush();
  }

  /**
   * Asks until all of {@code wanted} that are sent meanwhile, or were since the last call, are
   * found.
   *
   * @param sending until all are sent, at the most
   * @throws VoidRunException if one is not found in time: those found would be the fast ones
   */
  Samples found(int wanted, Duration sending)
      throws IOException, InterruptedException, VoidRunException {
    long begin = System.nanoTime();
    Map<Integer, Deque<Probe>> open = new TreeMap<>();
    List<Double> millis = new ArrayList<>();
    while (millis.size() < wanted) {
      for (Probe probe = acknowledged.poll(); probe != null; probe = acknowledged.poll()) {
        open.computeIfAbsent(probe.partition(), added -> new ArrayDeque<>()).add(probe);
      }
      boolean found = false;
      for (Deque<Probe> ofPartition : open.values()) {
        found |= !ofPartition.isEmpty() && ask(ofPartition, millis);
      }
      if (System.nanoTime() - begin > sending.plus(LIMIT).toNanos()) {
        throw new VoidRunException(
            "freshness: expected %,d documents to be found, found %,d, and %,d more acknowledged; see the log file"
                .formatted(
                    wanted, millis.size(), open.values().stream().mapToInt(Deque::size).sum()));
      }
      if (!found) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
    return new Samples(millis);
  }

  /** Whether any was found. */
  private boolean ask(Deque<Probe> open, List<Double> millis) throws IOException {
    List<CountAnswer> answers = client.counts(open.stream().limit(ASKED).map(Probe::word).toList());
    long now = System.nanoTime();
    Iterator<Probe> probes = open.iterator();
    boolean found = false;
    for (CountAnswer answer : answers) {
      Probe probe = probes.next();
      if (answer.count().total().documents() > 0) {
        millis.add((now - probe.acknowledged()) / 1e6);
        probes.remove();
        found = true;
      }
    }
    return found;
  }

  @Override
  public void close() {
    producer.close();
  }
}
