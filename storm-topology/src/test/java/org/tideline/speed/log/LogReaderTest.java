package org.tideline.speed.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.tideline.schema.progress.Stop;

class LogReaderTest {
  @Test
  void refusesEveryPartitionThatIsTruncatedAlsoWhereItIsNotKnownWhere() {
    TopicPartition known = new TopicPartition("tideline", 0);
    TopicPartition unknown = new TopicPartition("tideline", 1);
    LogTruncationException truncation =
        new LogTruncationException(
            Map.of(known, 15L, unknown, 25L), Map.of(known, new OffsetAndMetadata(10)));

    assertThat(LogReader.refusals(truncation))
        .containsExactlyInAnyOrder(
            new Reading.Refused(
                0,
                new Stop(
                    Stop.Reason.TRUNCATED,
                    "partition 0 of topic tideline: expected the records below position 15 that were read before, the log keeps those below 10; records were counted that are gone. Start anew from an empty folder or namespace")),
            new Reading.Refused(
                1,
                new Stop(
                    Stop.Reason.TRUNCATED,
                    "partition 1 of topic tideline: expected the records below position 25 that were read before, the log keeps others in their place; records were counted that are gone. Start anew from an empty folder or namespace")));
  }
}
