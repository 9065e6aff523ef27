package org.tideline.benchmarks.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.settings.LogSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.views.document.Change;

/** The log read without any of Tideline's layers. Not safe for use by several threads. */
final class PlainLog implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  PlainLog(TidelineConfiguration configuration) {
    LogSettings log = LogSettings.from(configuration);
    this.consumer = BareLoop.consumer(configuration);
    this.partitions =
        IntStream.range(0, log.partitions())
            .mapToObj(number -> new TopicPartition(log.topic(), number))
            .toList();
  }

  /** How many records there are now, in all partitions. */
  long records() {
    return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Per partition, the positions of its puts that are {@link #lateOnes}. */
  Map<Integer, List<Long>> late(long bound) {
    LogRecordCodec codec = new LogRecordCodec(partitions.size());
    Map<Integer, List<Long>> late = new TreeMap<>();
    for (TopicPartition partition : partitions) {
      List<Long> eventTimes = new ArrayList<>();
      List<Long> positions = new ArrayList<>();
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(100))) {
          Change change =
              codec
                  .decode(
                      partition.partition(),
                      found.offset(),
                      found.timestamp(),
                      found.leaderEpoch(),
                      Optional.of(found.key()),
                      Optional.of(found.value()))
                  .change();
          if (change instanceof Change.Put put) {
            eventTimes.add(put.document().eventTime());
            positions.add(found.offset());
          }
        }
      }
      late.put(
          partition.partition(), lateOnes(eventTimes, bound).stream().map(positions::get).toList());
    }
    return late;
  }

  /** Which of {@code eventTimes} lie by more than {@code bound} before one that came earlier. */
  static List<Integer> lateOnes(List<Long> eventTimes, long bound) {
    List<Integer> late = new ArrayList<>();
    long greatest = Long.MIN_VALUE;
    for (int i = 0; i < eventTimes.size(); i++) {
      if (i > 0 && eventTimes.get(i) < greatest - bound) {
        late.add(i);
      }
      greatest = Math.max(greatest, eventTimes.get(i));
    }
    return late;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
