package org.tideline.schema.log;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The log's topic, asked of its broker. */
public final class LogTopic {
  /**
   * The greatest record, in bytes of key and value. With what Kafka or HBase puts around it, it
   * stays within 10 MiB, HBase's own default for a cell.
   */
  public static final int MAX_RECORD_BYTES = 10 * 1024 * 1024 - 1024;

  /** The greatest batch that the log takes, in bytes; one record may fill it. */
  private static final int MAX_BATCH_BYTES = 10 * 1024 * 1024;

  /** How long a broker may take to learn of a topic that its controller has made. */
  private static final Duration SPREAD = Duration.ofSeconds(30);

  private static final long SPREAD_POLL_MILLIS = 50;

  private final Admin admin;
  private final String topic;

  /** Asks through {@code admin}, which stays the caller's. */
  public LogTopic(Admin admin, String topic) {
    this.admin = admin;
    this.topic = topic;
  }

  /** Makes the topic if there is none of its name; its settings are those that the layers need. */
  public void createIfMissing(int partitions, short replicationFactor) throws IOException {
    NewTopic wanted =
        new NewTopic(topic, partitions, replicationFactor)
            .configs(
                Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    LogDescription.CLEANUP_POLICY,
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                    LogDescription.TIMESTAMP_TYPE,
                    // The log is what everything else is made from: it goes when its owner says so.
                    TopicConfig.RETENTION_MS_CONFIG,
                    "-1",
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    Integer.toString(MAX_BATCH_BYTES)));
    try {
      await(admin.createTopics(List.of(wanted)).all());
      awaitKnown();
    } catch (TopicExistsException e) {
      // Made before; describe() says whether it is of use.
    }
  }

  private void awaitKnown() throws IOException {
    long end = System.nanoTime() + SPREAD.toNanos();
    while (true) {
      try {
        await(admin.describeTopics(List.of(topic)).allTopicNames());
        return;
      } catch (UnknownTopicOrPartitionException e) {
        if (System.nanoTime() > end) {
          throw new IOException(
              "topic %s: expected the brokers to know it once it was made, found that they do not after %d s; look at their logs and start again"
                  .formatted(topic, SPREAD.toSeconds()),
              e);
        }
        sleep();
      }
    }
  }

  private static void sleep() throws IOException {
    try {
      Thread.sleep(SPREAD_POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking Kafka", e);
    }
  }

  /**
   * The topic as it is.
   *
   * @throws UnusableLogException if the layers could not read it alike, or there is none
   */
  public LogDescription describe() throws IOException {
    TopicDescription description;
    try {
      description = await(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
    } catch (UnknownTopicOrPartitionException e) {
      throw new UnusableLogException(
          "topic %s: expected the log, found no topic of that name; see tideline.log.topic"
              .formatted(topic));
    }
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config = await(admin.describeConfigs(List.of(resource)).all()).get(resource);
    return new LogDescription(
        topic,
        description.topicId().toString(),
        config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value(),
        config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value(),
        startPositions(description.partitions().size()));
  }

  private Map<Integer, Long> startPositions(int partitions) throws IOException {
    return list(partitions, OffsetSpec.earliest(), ListOffsetsResultInfo::offset);
  }

  /** Per partition, the position after the last record that a committed reader may read. */
  public Map<Integer, Long> endPositions(int partitions) throws IOException {
    return list(partitions, OffsetSpec.latest(), ListOffsetsResultInfo::offset);
  }

  /**
   * Per partition its ingest time, the greatest LogAppendTime; 0 where it holds no record, empty
   * where the newest one cannot be read yet: it is not on all replicas, or a transaction is open.
   */
  public Map<Integer, OptionalLong> ingestTimes(int partitions) throws IOException {
    // In this order: a log that was empty after it told no time was empty then.
    Map<Integer, OptionalLong> times =
        list(
            partitions,
            OffsetSpec.maxTimestamp(),
            info -> info.offset() < 0 ? OptionalLong.empty() : OptionalLong.of(info.timestamp()));
    if (times.values().stream().anyMatch(OptionalLong::isEmpty)) {
      Map<Integer, Long> starts = startPositions(partitions);
      Map<Integer, Long> ends = endPositions(partitions);
      times.replaceAll(
          (partition, time) ->
              time.isEmpty() && ends.get(partition) <= starts.get(partition)
                  ? OptionalLong.of(0)
                  : time);
    }
    return times;
  }

  /**
   * Per partition the first position with a LogAppendTime at or after {@code ingestTime}; a
   * partition without such a record is missing, and says nothing of where its records will be.
   */
  public Map<Integer, Long> positionsAt(int partitions, long ingestTime) throws IOException {
    Map<Integer, Optional<Long>> found =
        list(
            partitions,
            OffsetSpec.forTimestamp(ingestTime),
            info -> info.offset() < 0 ? Optional.<Long>empty() : Optional.of(info.offset()));
    Map<Integer, Long> positions = new TreeMap<>();
    found.forEach(
        (partition, position) -> position.ifPresent(known -> positions.put(partition, known)));
    return positions;
  }

  private <T> Map<Integer, T> list(
      int partitions, OffsetSpec spec, Function<ListOffsetsResultInfo, T> value)
      throws IOException {
    Map<TopicPartition, OffsetSpec> asked =
        IntStream.range(0, partitions)
            .boxed()
            .collect(
                Collectors.toMap(partition -> new TopicPartition(topic, partition), id -> spec));
    Map<Integer, T> answers = new TreeMap<>();
    await(admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
        .forEach((partition, info) -> answers.put(partition.partition(), value.apply(info)));
    return answers;
  }

  private static <T> T await(KafkaFuture<T> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking Kafka", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException exists) {
        throw exists;
      }
      if (e.getCause() instanceof UnknownTopicOrPartitionException unknown) {
        throw unknown;
      }
      throw new IOException("Kafka: " + e.getCause().getMessage(), e.getCause());
    }
  }
}
