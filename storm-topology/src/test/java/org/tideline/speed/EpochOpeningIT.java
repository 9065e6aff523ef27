package org.tideline.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.GenerationStore;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.live.LiveRow;
import org.tideline.schema.log.LogTopic;
import org.tideline.schema.log.UnusableLogException;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.SettingException;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.Change;

/** The first start makes an epoch, every other start finds it or is refused. */
class EpochOpeningIT {
  private final List<String> notices = new ArrayList<>();

  @Test
  void makesTheFirstEpochAndFindsItAgain() throws Exception {
    try (Deployment deployment = new Deployment("first", Map.of())) {
      Epoch epoch = deployment.open(notices);

      assertThat(epoch.number()).isEqualTo(1);
      assertThat(epoch.topic()).isEqualTo("first");
      assertThat(epoch.startPositions()).isEqualTo(Map.of(0, 0L, 1, 0L));
      assertThat(epoch.since()).isZero();
      assertThat(epoch.settings())
          .isEqualTo(EpochSettings.from(deployment.configuration()).recorded());
      try (Table generations = deployment.connection().getTable(deployment.names().generations())) {
        assertThat(new GenerationStore(generations).serving()).contains(Serving.empty(epoch));
      }
      assertThat(deployment.open(notices)).isEqualTo(epoch);
      assertThat(notices).isEmpty();
    }
  }

  @Test
  void makesRoomForLiveBlocksInTablesOfAnOlderRelease() throws Exception {
    try (Deployment deployment = new Deployment("older", Map.of());
        Admin admin = deployment.connection().getAdmin()) {
      deployment.open(notices);
      TableName old = deployment.names().realtime(1, 0);
      admin.createTable(
          TableDescriptorBuilder.newBuilder(old)
              .setColumnFamily(ColumnFamilyDescriptorBuilder.of(RealtimeWordCell.FAMILY))
              .setColumnFamily(ColumnFamilyDescriptorBuilder.of(RealtimePostingsCell.FAMILY))
              .build());

      deployment.open(notices);
      assertThat(admin.getDescriptor(old).getColumnFamilyNames())
          .contains(LiveRow.WORDS, LiveRow.POSTINGS);
      deployment.open(notices);
    }
  }

  @Test
  void saysOnceWhereTheLogDoesNotBeginAtItsStart() throws Exception {
    try (Deployment deployment = new Deployment("late", Map.of())) {
      new LogTopic(deployment.kafka(), "late").createIfMissing(2, (short) 1);
      try (Appender appender = new Appender(Engines.shared().kafka(), "late", 2)) {
        appender.append(new Change.Tick());
        appender.append(new Change.Tick());
        appender.receipt();
      }
      deployment
          .kafka()
          .deleteRecords(Map.of(new TopicPartition("late", 1), RecordsToDelete.beforeOffset(2)))
          .all()
          .get();

      assertThat(deployment.open(notices).startPositions()).isEqualTo(Map.of(0, 0L, 1, 2L));
      deployment.open(notices);
      assertThat(notices)
          .containsExactly(
              "epoch 1 begins at position 2 of partition 1 of topic late; records before it are gone from the log and count nowhere");
    }
  }

  @Test
  void refusesOtherSettings() throws Exception {
    try (Deployment deployment = new Deployment("settings", Map.of());
        TermAnalyzer letter = TermAnalyzer.named("letter");
        TermAnalyzer english = TermAnalyzer.named("english")) {
      deployment.open(notices);
      Map<String, String> others = Map.of("bucket.size", "5s", "analyzer", "english");

      assertThatThrownBy(() -> deployment.open(others, "settings", notices))
          .isInstanceOf(SettingException.class)
          .hasMessage(
              """
              setting tideline.analyzer is "%s": expected "%s", with which epoch 1 was opened; set it back, or start anew from an empty folder or namespace
              setting tideline.bucket.size is "5s": expected "10s", with which epoch 1 was opened; set it back, or start anew from an empty folder or namespace"""
                  .formatted(english.fingerprint(), letter.fingerprint()));
      assertThat(deployment.open(notices).settings()).isNotEmpty();
    }
  }

  @Test
  void refusesAnotherTopic() throws Exception {
    try (Deployment deployment = new Deployment("named", Map.of())) {
      deployment.open(notices);

      assertThatThrownBy(() -> deployment.open(Map.of("log.topic", "other"), "other", notices))
          .isInstanceOf(UnusableLogException.class)
          .hasMessage(
              "topic other: expected topic named, with which epoch 1 was opened; set tideline.log.topic back, or start anew from an empty folder or namespace");
      assertThat(deployment.kafka().listTopics().names().get()).doesNotContain("other");
    }
  }

  @Test
  void refusesMorePartitions() throws Exception {
    try (Deployment deployment = new Deployment("grown", Map.of())) {
      deployment.open(notices);
      deployment.kafka().createPartitions(Map.of("grown", NewPartitions.increaseTo(3))).all().get();

      assertThatThrownBy(() -> deployment.open(notices))
          .isInstanceOf(UnusableLogException.class)
          .hasMessage(
              "topic grown: expected the number of partitions 2, with which epoch 1 was opened, found 3; bring that topic back, or start anew from an empty folder or namespace");
    }
  }

  @Test
  void refusesATopicOfAnotherSizeBeforeTheFirstEpoch() throws Exception {
    try (Deployment deployment = new Deployment("sized", Map.of())) {
      new LogTopic(deployment.kafka(), "sized").createIfMissing(3, (short) 1);

      assertThatThrownBy(() -> deployment.open(notices))
          .isInstanceOf(UnusableLogException.class)
          .hasMessage(
              "topic sized: expected 2 partitions, found 3; set tideline.log.partitions to 3, or name another topic with tideline.log.topic");
    }
  }
}
