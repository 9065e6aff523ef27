package org.tideline.schema.opening;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Table;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.GenerationStore;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.log.LogConnection;
import org.tideline.schema.log.LogDescription;
import org.tideline.schema.log.LogTopic;
import org.tideline.schema.log.UnusableLogException;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.LogSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.table.Schema;
import org.tideline.schema.table.TableNames;

/**
 * Where every program begins that writes: the epoch that is open, made where there is none, refused
 * where the settings or the log are not those that it was opened with. May be repeated, and be done
 * by several programs at once.
 */
public final class EpochOpening {
  private static final int FIRST = 1;

  private final TidelineConfiguration configuration;
  private final EpochSettings settings;
  private final LogSettings log;
  private final TableNames names;

  /** Opens with the settings of {@code configuration}. */
  public EpochOpening(TidelineConfiguration configuration) {
    this.configuration = configuration;
    this.settings = EpochSettings.from(configuration);
    this.log = LogSettings.from(configuration);
    this.names = new TableNames(configuration.namespace());
  }

  /**
   * The open epoch, with its tables and its log.
   *
   * @param topic the log that the configuration names
   * @param notices takes what a person should know, only when the epoch is made
   * @throws org.tideline.schema.settings.SettingException if settings are not those of the epoch
   * @throws UnusableLogException if the log is not that of the epoch, or not one to be read
   */
  public Epoch open(Connection connection, LogTopic topic, Consumer<String> notices)
      throws IOException {
    try (Admin admin = connection.getAdmin()) {
      Schema schema = new Schema(admin, names);
      schema.createBase();
      try (Table generations = connection.getTable(names.generations())) {
        GenerationStore store = new GenerationStore(generations);
        Epoch epoch = opened(store, topic, notices);
        schema.createEpoch(epoch.number());
        schema.upgradeRealtime(epoch.number());
        if (store.serving().isEmpty()) {
          // Somebody else's is as good.
          store.replaceServing(Optional.empty(), Serving.empty(epoch));
        }
        return epoch;
      }
    }
  }

  /** The same, over connections of its own, which are closed again. */
  public Epoch open(Consumer<String> notices) throws IOException {
    try (LogConnection brokers = LogConnection.open(log.bootstrapServers(), log.topic());
        Connection connection = ConnectionFactory.createConnection(configuration.hadoop())) {
      return open(connection, brokers.topic(), notices);
    }
  }

  private Epoch opened(GenerationStore store, LogTopic topic, Consumer<String> notices)
      throws IOException {
    int number = store.serving().map(Serving::epoch).orElse(FIRST);
    Optional<Epoch> found = store.epoch(number);
    if (found.isPresent()) {
      return same(found.get(), topic);
    }
    topic.createIfMissing(log.partitions(), (short) log.replicationFactor());
    LogDescription description = topic.describe();
    if (description.partitions() != settings.partitions()) {
      throw new UnusableLogException(
          "topic %s: expected %d partitions, found %d; set tideline.log.partitions to %d, or name another topic with tideline.log.topic"
              .formatted(
                  log.topic(),
                  settings.partitions(),
                  description.partitions(),
                  description.partitions()));
    }
    Epoch epoch =
        new Epoch(
            number,
            log.topic(),
            description.topicId(),
            description.startPositions(),
            0,
            settings.recorded());
    if (!store.createEpoch(epoch)) {
      return opened(store, topic, notices);
    }
    epoch.startPositions().entrySet().stream()
        .filter(start -> start.getValue() > 0)
        .map(start -> notice(epoch, start))
        .forEach(notices);
    return epoch;
  }

  private static String notice(Epoch epoch, Map.Entry<Integer, Long> start) {
    return "epoch %d begins at position %d of partition %d of topic %s; records before it are gone from the log and count nowhere"
        .formatted(epoch.number(), start.getValue(), start.getKey(), epoch.topic());
  }

  private Epoch same(Epoch epoch, LogTopic topic) throws IOException {
    settings.requireRecorded(epoch.number(), epoch.settings());
    if (!log.topic().equals(epoch.topic())) {
      throw new UnusableLogException(
          "topic %s: expected topic %s, with which epoch %d was opened; set tideline.log.topic back, or start anew from an empty folder or namespace"
              .formatted(log.topic(), epoch.topic(), epoch.number()));
    }
    epoch.requireLog(topic.describe());
    return epoch;
  }
}
