package org.tideline.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.io.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tideline.cli.platform.DataFolder;
import org.tideline.cli.platform.LocalPlatform;
import org.tideline.cli.platform.StartListener;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.opening.EpochOpening;
import org.tideline.schema.progress.ProgressRow;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.table.TableNames;
import org.tideline.speed.DocumentTopology;
import org.tideline.views.realtime.Frontier;

/** The platform of one machine with the speed layer running on it. */
public final class LocalTideline implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalTideline.class);

  private final LocalPlatform platform;
  private final TidelineConfiguration configuration;

  private LocalTideline(LocalPlatform platform, TidelineConfiguration configuration) {
    this.platform = platform;
    this.configuration = configuration;
  }

  /**
   * Starts the engines, opens the epoch, submits the topology, and only then lets clients of other
   * processes in.
   *
   * @param settings those typed; remembered in the folder once the epoch is opened with them
   * @param notices takes what a person should know
   * @throws org.tideline.schema.settings.SettingException if a setting is unknown, not legal, or
   *     not that of the epoch
   */
  public static LocalTideline start(
      DataFolder folder,
      Map<String, String> settings,
      StartListener listener,
      Consumer<String> notices)
      throws IOException, InterruptedException {
    LocalPlatform platform = LocalPlatform.start(folder.path(), settings, listener);
    boolean started = false;
    try {
      TidelineConfiguration configuration = TidelineConfiguration.load(platform.configuration());
      Epoch epoch = new EpochOpening(configuration).open(notices);
      platform.remember();
      platform.submit(
          DocumentTopology.build(configuration, epoch),
          DocumentTopology.stormConfiguration(configuration),
          new Drained(configuration, epoch.number()));
      platform.ready();
      started = true;
      return new LocalTideline(platform, configuration);
    } finally {
      if (!started) {
        platform.close();
      }
    }
  }

  public LocalPlatform platform() {
    return platform;
  }

  /** What clients in this process need. */
  public TidelineConfiguration configuration() {
    return configuration;
  }

  @Override
  public void close() {
    platform.close();
  }

  /** Whether the frontiers have come to rest after the spouts did. */
  private static final class Drained implements BooleanSupplier {
    /** Longer than the bolt's clock takes to begin the last flush. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1_300);

    private final TidelineConfiguration configuration;
    private final int epoch;
    private Map<Integer, Long> last = Map.of();
    private long since = System.nanoTime();
    private Optional<Connection> connection = Optional.empty();

    Drained(TidelineConfiguration configuration, int epoch) {
      this.configuration = configuration;
      this.epoch = epoch;
    }

    @Override
    public boolean getAsBoolean() {
      Map<Integer, Long> now = new TreeMap<>();
      TableNames names = new TableNames(configuration.namespace());
      try (Table progress = connected().getTable(names.progress());
          ResultScanner rows = progress.getScanner(ProgressRow.scan(epoch))) {
        for (Result row : rows) {
          int partition = ProgressRow.partition(row);
          ProgressRow.frontier(row).map(Frontier::position).ifPresent(p -> now.put(partition, p));
        }
      } catch (IOException e) {
        LOG.warn("the frontiers could not be read before the stop", e);
        return true;
      }
      if (!now.equals(last)) {
        last = now;
        since = System.nanoTime();
      }
      boolean drained = System.nanoTime() - since > REST_NANOS;
      if (drained) {
        connection.ifPresent(open -> IOUtils.cleanupWithLogger(LOG, open));
        connection = Optional.empty();
      }
      return drained;
    }

    /** One for all looks. */
    private Connection connected() throws IOException {
      if (connection.isEmpty()) {
        connection = Optional.of(ConnectionFactory.createConnection(configuration.hadoop()));
      }
      return connection.get();
    }
  }
}
