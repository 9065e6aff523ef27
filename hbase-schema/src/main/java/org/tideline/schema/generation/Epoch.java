package org.tideline.schema.generation;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.tideline.schema.log.LogDescription;
import org.tideline.schema.log.UnusableLogException;

/**
 * What the realtime views were computed with. Nothing of it may change while they are kept.
 *
 * @param number from 1
 * @param topic the name of the log
 * @param topicId the id that Kafka gave it, so that a topic made anew is noticed
 * @param startPositions per partition, the first position that belongs to the epoch
 * @param since ingest time in epoch milliseconds, a bucket edge, from which it is complete
 * @param settings name to value, in the words of the settings file, of all that the views depend on
 */
public record Epoch(
    int number,
    String topic,
    String topicId,
    Map<Integer, Long> startPositions,
    long since,
    Map<String, String> settings)
    implements Serializable {
  public Epoch {
    startPositions = Collections.unmodifiableMap(new TreeMap<>(startPositions));
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /** How many partitions its log has. */
  public int partitions() {
    return startPositions.size();
  }

  /**
   * Refuses a log that is not the one with which this epoch was opened.
   *
   * @throws UnusableLogException if its name, its id or its partitions are others
   */
  public void requireLog(LogDescription log) {
    require("name", topic, log.topic());
    require("topic id", topicId, log.topicId());
    require("number of partitions", partitions(), log.partitions());
  }

  private void require(String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new UnusableLogException(
          "topic %s: expected the %s %s, with which epoch %d was opened, found %s; bring that topic back, or start anew from an empty folder or namespace"
              .formatted(topic, what, expected, number, found));
    }
  }
}
