package org.tideline.schema.settings;

import java.io.Serializable;

/**
 * Where the log is and how it is made.
 *
 * @param bootstrapServers {@code host:port} of Kafka brokers, separated by commas
 * @param topic the topic that is the log
 * @param partitions of the topic, fixed for its life
 * @param replicationFactor copies of each partition, the first included
 */
public record LogSettings(
    String bootstrapServers, String topic, int partitions, int replicationFactor)
    implements Serializable {
  public LogSettings {
    Settings.LOG_BOOTSTRAP_SERVERS.checked(bootstrapServers);
    Settings.LOG_TOPIC.checked(topic);
    Settings.LOG_PARTITIONS.checked(partitions);
    Settings.LOG_REPLICATION_FACTOR.checked(replicationFactor);
  }

  /**
   * Reads them.
   *
   * @throws SettingException if one is missing or does not fit the others
   */
  public static LogSettings from(TidelineConfiguration configuration) {
    return new LogSettings(
        configuration.value(Settings.LOG_BOOTSTRAP_SERVERS),
        configuration.value(Settings.LOG_TOPIC),
        configuration.value(Settings.LOG_PARTITIONS),
        configuration.value(Settings.LOG_REPLICATION_FACTOR));
  }
}
