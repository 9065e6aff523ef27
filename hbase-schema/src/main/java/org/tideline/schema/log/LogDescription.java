package org.tideline.schema.log;

import java.util.Map;
import java.util.TreeMap;

/**
 * The log's topic as Kafka describes it.
 *
 * @param topicId the id that Kafka gave it when it was made
 * @param cleanupPolicy must be {@code delete}: compaction would take records from the archive's
 *     view
 * @param timestampType must be {@code LogAppendTime}: ingest time is the log's, not the producer's
 * @param startPositions per partition, the first position that is still there
 */
public record LogDescription(
    String topic,
    String topicId,
    String cleanupPolicy,
    String timestampType,
    Map<Integer, Long> startPositions) {
  /** The cleanup policy that the log must have. */
  public static final String CLEANUP_POLICY = "delete";

  /** The timestamp type that the log must have. */
  public static final String TIMESTAMP_TYPE = "LogAppendTime";

  public LogDescription {
    startPositions = new TreeMap<>(startPositions);
    require(topic, "cleanup.policy", CLEANUP_POLICY, cleanupPolicy);
    require(topic, "message.timestamp.type", TIMESTAMP_TYPE, timestampType);
  }

  private static void require(String topic, String setting, String expected, String found) {
    if (!expected.equals(found)) {
      throw new UnusableLogException(
          "topic %s: expected %s=%s, found %s; the layers would not read the same records. Set it back, or name another topic with tideline.log.topic"
              .formatted(topic, setting, expected, found));
    }
  }

  /** How many partitions it has. */
  public int partitions() {
    return startPositions.size();
  }
}
