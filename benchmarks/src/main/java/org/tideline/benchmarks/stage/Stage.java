package org.tideline.benchmarks.stage;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.tideline.cli.ingest.DocumentProducer;
import org.tideline.cli.platform.LocalPlatform;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.log.LogTopic;
import org.tideline.schema.opening.EpochOpening;
import org.tideline.schema.settings.LogSettings;
import org.tideline.schema.settings.Settings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.views.document.Document;

/** The platform of one machine without the speed layer, on an empty folder, in this process. */
public final class Stage implements AutoCloseable {
  private final LocalPlatform platform;
  private final Connection connection;
  private final PrintWriter progress;

  private Stage(LocalPlatform platform, Connection connection, PrintWriter progress) {
    this.platform = platform;
    this.connection = connection;
    this.progress = progress;
  }

  /** Starts the engines. */
  public static Stage start(Path folder, PrintWriter progress)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    LocalPlatform platform = LocalPlatform.start(folder, Map.of(), (engine, address, took) -> {});
    Stage stage =
        new Stage(platform, ConnectionFactory.createConnection(platform.configuration()), progress);
    stage.say("platform up in %.1f s", seconds(begin));
    return stage;
  }

  public LocalPlatform platform() {
    return platform;
  }

  /** To HBase; stays this stage's. */
  public Connection connection() {
    return connection;
  }

  /** All settings, for tables in {@code namespace}: every one is a Tideline of its own. */
  public TidelineConfiguration configuration(String namespace) {
    return configuration(namespace, Map.of());
  }

  /** The same with other values of some {@code settings}. */
  public TidelineConfiguration configuration(String namespace, Map<String, String> settings) {
    Configuration configuration = platform.configuration();
    settings.forEach(configuration::set);
    configuration.set(Settings.HBASE_NAMESPACE.key(), namespace);
    return TidelineConfiguration.load(configuration);
  }

  /** Opens the epoch of {@code configuration}, and makes the log where there is none. */
  public Epoch open(TidelineConfiguration configuration) throws IOException {
    LogSettings log = LogSettings.from(configuration);
    Map<String, Object> brokers =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, log.bootstrapServers());
    try (Admin admin = Admin.create(brokers)) {
      return new EpochOpening(configuration)
          .open(connection, new LogTopic(admin, log.topic()), this::say);
    }
  }

  /** Appends documents to the log, and returns when all of them are acknowledged. */
  public void fill(List<Document> documents, TidelineConfiguration configuration)
      throws IOException {
    long begin = System.nanoTime();
    LogSettings log = LogSettings.from(configuration);
    try (DocumentProducer producer = new DocumentProducer(log.bootstrapServers(), log.topic())) {
      for (Document document : documents) {
        producer.put(document);
      }
      producer.acknowledged();
    }
    say("%,d documents in the log in %.1f s", documents.size(), seconds(begin));
  }

  /** Takes the tables of {@code configuration} away, so that the next side finds HBase as empty. */
  public void drop(TidelineConfiguration configuration) throws IOException {
    try (org.apache.hadoop.hbase.client.Admin admin = connection.getAdmin()) {
      for (TableName table : admin.listTableNamesByNamespace(configuration.namespace())) {
        admin.disableTable(table);
        admin.deleteTable(table);
      }
    }
  }

  /** Tells the user. */
  public void say(String form, Object... values) {
    progress.println(values.length == 0 ? form : form.formatted(values));
    progress.flush();
  }

  /** Where {@link #say} goes. */
  public PrintWriter progress() {
    return progress;
  }

  private static double seconds(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1e3;
  }

  @Override
  public void close() throws IOException {
    connection.close();
    platform.close();
  }
}
