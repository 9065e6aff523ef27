package org.tideline.schema.log;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A connection of one's own to the brokers of the log, for those that know no Kafka. */
public final class LogConnection implements AutoCloseable {
  private final Admin admin;
  private final String topic;

  private LogConnection(Admin admin, String topic) {
    this.admin = admin;
    this.topic = topic;
  }

  /** Opens one; nothing is asked of the brokers yet. */
  public static LogConnection open(String bootstrapServers, String topic) {
    return new LogConnection(
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers)), topic);
  }

  /** The log, to be used while this is open. */
  public LogTopic topic() {
    return new LogTopic(admin, topic);
  }

  @Override
  public void close() {
    admin.close();
  }
}
