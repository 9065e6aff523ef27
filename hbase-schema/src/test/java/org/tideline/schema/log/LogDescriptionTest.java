package org.tideline.schema.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LogDescriptionTest {
  private static LogDescription described(String cleanupPolicy, String timestampType) {
    return new LogDescription(
        "tideline", "id", cleanupPolicy, timestampType, Map.of(0, 0L, 1, 7L, 2, 0L));
  }

  @Test
  void countsPartitions() {
    assertThat(described("delete", "LogAppendTime").partitions()).isEqualTo(3);
  }

  @Test
  void rejectsCompactedTopic() {
    assertThatThrownBy(() -> described("compact", "LogAppendTime"))
        .isInstanceOf(UnusableLogException.class)
        .hasMessage(
            "topic tideline: expected cleanup.policy=delete, found compact; the layers would not read the same records. Set it back, or name another topic with tideline.log.topic");
  }

  @Test
  void rejectsTimesOfTheProducer() {
    assertThatThrownBy(() -> described("delete", "CreateTime"))
        .isInstanceOf(UnusableLogException.class)
        .hasMessage(
            "topic tideline: expected message.timestamp.type=LogAppendTime, found CreateTime; the layers would not read the same records. Set it back, or name another topic with tideline.log.topic");
  }
}
