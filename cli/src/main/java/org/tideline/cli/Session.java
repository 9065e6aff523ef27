package org.tideline.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.tideline.cli.ingest.DocumentProducer;
import org.tideline.query.TidelineClient;
import org.tideline.schema.log.LogTopic;
import org.tideline.schema.settings.LogSettings;
import org.tideline.schema.settings.TidelineConfiguration;

/** A command's connections, opened when they are first asked for. */
final class Session implements AutoCloseable {
  private final TidelineConfiguration configuration;
  private Optional<TidelineClient> client = Optional.empty();

  private Session(TidelineConfiguration configuration) {
    this.configuration = configuration;
  }

  static Session open(Site site) throws IOException {
    return of(site.configuration());
  }

  static Session of(TidelineConfiguration configuration) {
    return new Session(configuration);
  }

  TidelineConfiguration configuration() {
    return configuration;
  }

  /** The reader; closed with the session. */
  TidelineClient client() throws IOException {
    if (client.isEmpty()) {
      client = Optional.of(TidelineClient.open(configuration, this::logEnds));
    }
    return client.get();
  }

  /**
   * A producer, which the caller closes.
   *
   * @throws org.tideline.schema.log.UnusableLogException if there is no log to append to, or it is
   *     not the one that the layers read
   */
  DocumentProducer producer() throws IOException {
    LogSettings log = LogSettings.from(configuration);
    try (Admin admin = admin(log)) {
      client().epoch().requireLog(new LogTopic(admin, log.topic()).describe());
    }
    return new DocumentProducer(log.bootstrapServers(), log.topic());
  }

  private Map<Integer, Long> logEnds() throws IOException {
    return logEnds(LogSettings.from(configuration).partitions());
  }

  /** Per partition, the position after the last record of the log. */
  Map<Integer, Long> logEnds(int partitions) throws IOException {
    LogSettings log = LogSettings.from(configuration);
    try (Admin admin = admin(log)) {
      return new LogTopic(admin, log.topic()).endPositions(partitions);
    }
  }

  private static Admin admin(LogSettings log) {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, log.bootstrapServers()));
  }

  @Override
  public void close() throws IOException {
    if (client.isPresent()) {
      client.get().close();
    }
  }
}
