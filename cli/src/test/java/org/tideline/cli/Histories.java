package org.tideline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.tideline.query.CountAnswer;
import org.tideline.query.TidelineClient;
import org.tideline.query.WordCountExport;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.settings.LogSettings;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Change;
import org.tideline.views.document.LogRecord;
import org.tideline.views.posting.Posting;
import org.tideline.views.reference.RandomChanges;
import org.tideline.views.reference.ReferenceView;
import org.tideline.views.reference.Tokenisation;

/**
 * Many random histories on one log, each with ids and words of its own, appended in random turns;
 * and what the reference makes of each.
 */
final class Histories implements AutoCloseable {
  private record History(RandomChanges source, List<LogRecord> records) {}

  private final List<History> histories = new ArrayList<>();
  private final Random turns;
  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final int partitions;
  private final Map<Integer, Long> receipt = new ConcurrentHashMap<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  Histories(long seed, int count, LogSettings log) {
    this.turns = new Random(seed);
    this.topic = log.topic();
    this.partitions = log.partitions();
    for (int i = 0; i < count; i++) {
      String name = "" + (char) ('a' + i / 26) + (char) ('a' + i % 26);
      histories.add(
          new History(
              new RandomChanges(seed + i, name + "/", "x" + name + "x"), new ArrayList<>()));
    }
    Properties settings = new Properties();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, log.bootstrapServers());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Appends changes of random histories and waits until all are acknowledged. */
  void append(int changes) {
    for (int i = 0; i < changes; i++) {
      History history = histories.get(turns.nextInt(histories.size()));
      Change change = history.source().next();
      history.records().add(new LogRecord(history.records().size(), 0, change));
      producer.send(
          record(change),
          (metadata, exception) -> {
            if (exception == null) {
              receipt.merge(metadata.partition(), metadata.offset() + 1, Math::max);
            } else {
              failure.compareAndSet(null, exception);
            }
          });
    }
    producer.flush();
    assertThat(failure.get()).isNull();
  }

  private ProducerRecord<byte[], byte[]> record(Change change) {
    if (change instanceof Change.Put put) {
      return keyed(put.document().id(), LogRecordCodec.encode(put.document()));
    } else if (change instanceof Change.Delete delete) {
      return keyed(delete.id(), LogRecordCodec.encode(delete));
    } else if (change instanceof Change.Tick) {
      int partition = turns.nextInt(partitions);
      return new ProducerRecord<>(topic, partition, null, LogRecordCodec.encodeTick());
    }
    Change.Quarantined quarantined = (Change.Quarantined) change;
    return keyed(quarantined.key(), "no record of ours".getBytes(StandardCharsets.UTF_8));
  }

  private ProducerRecord<byte[], byte[]> keyed(String id, byte[] value) {
    return new ProducerRecord<>(topic, LogRecordCodec.key(id), value);
  }

  /** Per partition, the position after the last acknowledged record. */
  Map<Integer, Long> receipt() {
    return new TreeMap<>(receipt);
  }

  /** Every word ever seen counts as the reference says, asked for and exported. */
  void check(TidelineClient client) throws Exception {
    Map<String, WordCount> expected = new TreeMap<>();
    for (History history : histories) {
      ReferenceView reference = ReferenceView.of(Map.of(0, history.records()), Tokenisation.LETTER);
      history.source().words().forEach(word -> expected.put(word, reference.count(word)));
    }
    Map<String, WordCount> found = new TreeMap<>();
    for (CountAnswer answer : client.counts(List.copyOf(expected.keySet()))) {
      found.put(answer.word(), answer.count().total());
    }
    assertThat(found).isEqualTo(expected);

    Map<String, WordCount> exported = new TreeMap<>();
    try (WordCountExport rows = client.exportWordCount()) {
      Optional<WordCountExport.Row> row = rows.next();
      while (row.isPresent()) {
        exported.put(row.get().term(), row.get().count().total());
        row = rows.next();
      }
    }
    expected.values().removeIf(WordCount.ZERO::equals);
    assertThat(exported).isEqualTo(expected);
  }

  /** The postings of every word in a current document, as the reference says. */
  SortedMap<String, List<Posting>> postings() {
    SortedMap<String, List<Posting>> postings = new TreeMap<>();
    for (History history : histories) {
      // Every history has words of its own.
      postings.putAll(
          ReferenceView.of(Map.of(0, history.records()), Tokenisation.LETTER).postings());
    }
    return postings;
  }

  @Override
  public void close() {
    producer.close();
  }
}
