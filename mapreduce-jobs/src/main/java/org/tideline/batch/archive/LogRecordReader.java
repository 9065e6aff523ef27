package org.tideline.batch.archive;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.tideline.schema.log.LogTopic;
import org.tideline.schema.settings.LogSettings;
import org.tideline.schema.settings.TidelineConfiguration;

/**
 * Reads a range of the log: what a committed reader sees of it, up to where its position has passed
 * the range's end, since the last position may hold a marker and no record.
 */
final class LogRecordReader extends RecordReader<NullWritable, ArchivedRecord> {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long PATIENCE_MS = TimeUnit.MINUTES.toMillis(2);
  private static final int POLL_RECORDS = 10_000;

  private TaskAttemptContext task;
  private LogSettings log;
  private PositionRange range;
  private TopicPartition partition;
  private Optional<Consumer<byte[], byte[]>> consumer = Optional.empty();
  private Iterator<ConsumerRecord<byte[], byte[]>> polled = Collections.emptyIterator();
  private long position;
  private ArchivedRecord current;

  /** Opens no connection yet, so that whatever fails does so inside the mapper. */
  @Override
  public void initialize(InputSplit split, TaskAttemptContext context) {
    task = context;
    range = ((LogSplit) split).range();
    position = range.from();
  }

  private Consumer<byte[], byte[]> open() {
    log = LogSettings.from(TidelineConfiguration.load(task.getConfiguration()));
    partition = new TopicPartition(log.topic(), range.partition());
    Consumer<byte[], byte[]> opened =
        CommittedConsumer.open(
            log.bootstrapServers(),
            Map.of(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                POLL_RECORDS,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                LogTopic.MAX_RECORD_BYTES));
    opened.assign(List.of(partition));
    opened.seek(partition, range.from());
    return opened;
  }

  @Override
  public boolean nextKeyValue() throws IOException {
    while (!polled.hasNext()) {
      if (position >= range.to()) {
        return false;
      }
      poll();
    }
    ConsumerRecord<byte[], byte[]> record = polled.next();
    if (!range.contains(record.offset())) {
      polled = Collections.emptyIterator();
      position = range.to();
      return false;
    }
    current =
        new ArchivedRecord(
            record.partition(),
            record.offset(),
            record.timestamp(),
            Optional.ofNullable(record.key()),
            Optional.ofNullable(record.value()));
    return true;
  }

  private void poll() throws IOException {
    if (consumer.isEmpty()) {
      consumer = Optional.of(open());
    }
    Consumer<byte[], byte[]> reader = consumer.get();
    long start = System.nanoTime();
    try {
      do {
        polled = reader.poll(POLL).records(partition).iterator();
        task.progress();
      } while (!polled.hasNext()
          && reader.position(partition) == position
          && waited(start) < PATIENCE_MS);
      if (!polled.hasNext() && reader.position(partition) == position) {
        throw new IOException(
            "log %s at %s: expected partition %d to be readable from position %d to %d, nothing came for %d s; is the broker up?"
                .formatted(
                    log.topic(),
                    log.bootstrapServers(),
                    range.partition(),
                    position,
                    range.to(),
                    TimeUnit.MILLISECONDS.toSeconds(PATIENCE_MS)));
      }
      position = reader.position(partition);
    } catch (OffsetOutOfRangeException e) {
      throw new IOException(
          "log %s: expected partition %d to hold position %d, which has left it before it was archived; raise the retention of the topic, and start anew from an empty folder or namespace"
              .formatted(log.topic(), range.partition(), position),
          e);
    } catch (KafkaException e) {
      throw new IOException(
          "log %s at %s, partition %d from position %d: %s"
              .formatted(
                  log.topic(), log.bootstrapServers(), range.partition(), position, e.getMessage()),
          e);
    }
  }

  private static long waited(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  @Override
  public NullWritable getCurrentKey() {
    return NullWritable.get();
  }

  @Override
  public ArchivedRecord getCurrentValue() {
    return current;
  }

  @Override
  public float getProgress() {
    return (float) (position - range.from()) / (range.to() - range.from());
  }

  @Override
  public void close() {
    consumer.ifPresent(Consumer::close);
    consumer = Optional.empty();
  }
}
