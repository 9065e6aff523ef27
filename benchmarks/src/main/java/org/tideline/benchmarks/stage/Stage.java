package org.tideline.benchmarks.stage;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Table;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.tideline.cli.ingest.DocumentProducer;
import org.tideline.cli.platform.LocalPlatform;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.log.LogTopic;
import org.tideline.schema.opening.EpochOpening;
import org.tideline.schema.progress.ReachedCut;
import org.tideline.schema.settings.LogSettings;
import org.tideline.schema.settings.Settings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.table.TableNames;
import org.tideline.speed.DocumentTopology;
import org.tideline.views.document.Document;
import org.tideline.views.time.Cut;

/** The platform of one machine, on an empty folder, in this process; its speed layer on demand. */
public final class Stage implements AutoCloseable {
  /** Longer than the bolt's clock takes to begin the last flush. */
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(2);

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

  /** Starts the speed layer of {@code configuration}; it goes on until this stage closes. */
  public void startSpeedLayer(TidelineConfiguration configuration, Epoch epoch) throws IOException {
    // Whoever closes the stage has waited for what was written; the bolt's clock has to rest.
    long[] asked = {0};
    platform.submit(
        DocumentTopology.build(configuration, epoch),
        DocumentTopology.stormConfiguration(configuration),
        () -> {
          asked[0] = asked[0] == 0 ? System.nanoTime() : asked[0];
          return System.nanoTime() - asked[0] > REST_NANOS;
        });
  }

  /** Waits until everything that the log has now is readable in the realtime views. */
  public void awaitSpeedLayer(TidelineConfiguration configuration, Epoch epoch)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    LogSettings log = LogSettings.from(configuration);
    Map<String, Object> brokers =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, log.bootstrapServers());
    Map<Integer, Long> ends;
    try (Admin admin = Admin.create(brokers)) {
      ends = new LogTopic(admin, log.topic()).endPositions(epoch.partitions());
    }
    Cut cut = new Cut(0, ends);
    try (Table progress =
        connection.getTable(new TableNames(configuration.namespace()).progress())) {
      while (!ReachedCut.behind(progress, epoch.number(), epoch.startPositions(), cut).isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    say("the speed layer has all of it after %.1f s", seconds(begin));
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
