package org.tideline.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.hbase.client.Table;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.log.LogTopic;
import org.tideline.schema.progress.ProgressRow;
import org.tideline.schema.progress.Stop;
import org.tideline.views.document.Change;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.Flush;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Settled;
import org.tideline.views.realtime.Tally;
import org.tideline.views.time.Bucket;
import org.tideline.views.time.Segment;
import org.tideline.views.window.EventClock;

/** A log that is not what it was: the partition stops and says so, the others go on. */
class StopIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  private static Appender appender(Deployment deployment, Epoch epoch) {
    return new Appender(Engines.shared().kafka(), deployment.topic(), epoch.partitions());
  }

  /** As many records in each partition. */
  private static Map<Integer, Long> tick(Appender appender, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      appender.append(new Change.Tick());
    }
    return appender.receipt();
  }

  private static Stop awaitStop(Deployment deployment, int partition) {
    return await()
        .atMost(LONG)
        .until(
            () ->
                Optional.ofNullable(deployment.progress().get(partition))
                    .flatMap(Deployment.Progress::stop),
            Optional::isPresent)
        .orElseThrow();
  }

  /** As a flush that ended there would have left it. */
  private static void writeProgress(
      Deployment deployment, Epoch epoch, int partition, long position, int leaderEpoch)
      throws Exception {
    Bucket bucket = new Bucket(10_000, 0);
    Flush flush =
        new Flush(
            Flush.Tier.SETTLED,
            new Segment(bucket.start(), partition, 0),
            position,
            bucket.stamp(position) - 1,
            bucket.stamp(position) - 1,
            List.of(),
            false,
            List.of(),
            List.of(),
            Flush.ByEventTime.NONE,
            List.of(),
            new Frontier(position, 10_000, Tally.ZERO, EventClock.START),
            bucket.stamp(position),
            new Settled(position, bucket.stamp(position)),
            false,
            Optional.of(
                new Checkpoint(
                    position,
                    bucket,
                    10_000,
                    Optional.of(leaderEpoch),
                    Tally.ZERO,
                    EventClock.START)));
    try (Table table = deployment.connection().getTable(deployment.names().progress())) {
      table.put(ProgressRow.put(epoch.number(), flush));
    }
  }

  @Test
  void stopsAtAGap() throws Exception {
    try (Deployment deployment = new Deployment("gap", Map.of())) {
      Epoch epoch = deployment.open(new ArrayList<>());
      try (Appender appender = appender(deployment, epoch)) {
        tick(appender, 30);
        deployment
            .kafka()
            .deleteRecords(Map.of(new TopicPartition("gap", 1), RecordsToDelete.beforeOffset(12)))
            .all()
            .get();
        deployment.submit(epoch);

        assertThat(awaitStop(deployment, 1))
            .isEqualTo(
                new Stop(
                    Stop.Reason.GAP,
                    "partition 1 of topic gap: expected the records from position 0 on, the log begins at 12; 12 records are gone before they were counted. Start anew from an empty folder or namespace"));
        await().atMost(LONG).until(() -> deployment.readable(Map.of(0, 30L)));
        assertThat(deployment.progress().get(1).frontier()).isEmpty();
        assertThat(deployment.progress().get(0).stop()).isEmpty();
      }
    }
  }

  @Test
  void stopsWhereTheLogEndsBelowWhatWasRead() throws Exception {
    try (Deployment deployment = new Deployment("short", Map.of())) {
      Epoch epoch = deployment.open(new ArrayList<>());
      try (Appender appender = appender(deployment, epoch)) {
        tick(appender, 30);
        writeProgress(deployment, epoch, 0, 31, 0);
        deployment.submit(epoch);

        assertThat(awaitStop(deployment, 0))
            .isEqualTo(
                new Stop(
                    Stop.Reason.TRUNCATED,
                    "partition 0 of topic short: expected the records below position 31 that were read before, the log keeps those below 30; records were counted that are gone. Start anew from an empty folder or namespace"));
        await().atMost(LONG).until(() -> deployment.readable(Map.of(1, 30L)));

        // The log came back as it was: the next start goes on and says so.
        deployment.kill();
        tick(appender, 1);
        deployment.submit(epoch);
        await().atMost(LONG).until(() -> deployment.progress().get(0).stop().isEmpty());
        tick(appender, 1);
        await().atMost(LONG).until(() -> deployment.readable(Map.of(0, 32L, 1, 32L)));
      }
    }
  }

  @Test
  void stopsWhereTheLogWasRewrittenBelowTheCheckpoint() throws Exception {
    try (Deployment deployment = new Deployment("rewritten", Map.of())) {
      Epoch epoch = deployment.open(new ArrayList<>());
      try (Appender appender = appender(deployment, epoch)) {
        tick(appender, 10);
        Engines.shared().restartKafka();
        tick(appender, 10);
        // Fifteen records of the first leader were counted, of whom the log has ten.
        writeProgress(deployment, epoch, 0, 15, 0);
        deployment.submit(epoch);

        assertThat(awaitStop(deployment, 0))
            .isEqualTo(
                new Stop(
                    Stop.Reason.TRUNCATED,
                    "partition 0 of topic rewritten: expected the records below position 15 that were read before, the log keeps those below 10; records were counted that are gone. Start anew from an empty folder or namespace"));
        await().atMost(LONG).until(() -> deployment.readable(Map.of(1, 20L)));
      }
    }
  }

  @Test
  void stopsAtAnotherTopicOfTheSameName() throws Exception {
    try (Deployment deployment = new Deployment("another", Map.of())) {
      Epoch epoch = deployment.open(new ArrayList<>());
      deployment.kafka().deleteTopics(List.of("another")).all().get();
      LogTopic topic = new LogTopic(deployment.kafka(), "another");
      await()
          .atMost(LONG)
          .until(
              () -> {
                topic.createIfMissing(epoch.partitions(), (short) 1);
                return !topic.describe().topicId().equals(epoch.topicId());
              });
      deployment.submit(epoch);

      assertThat(awaitStop(deployment, 0))
          .isEqualTo(
              new Stop(
                  Stop.Reason.SETTINGS,
                  "topic another: expected the topic id %s, with which epoch 1 was opened, found %s; bring that topic back, or start anew from an empty folder or namespace"
                      .formatted(epoch.topicId(), topic.describe().topicId())));
      awaitStop(deployment, 1);
    }
  }
}
