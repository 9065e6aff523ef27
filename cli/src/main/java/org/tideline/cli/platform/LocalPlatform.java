package org.tideline.cli.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.thrift.TException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tideline.schema.settings.BatchSettings;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.QuerySettings;
import org.tideline.schema.settings.Settings;
import org.tideline.schema.settings.SpeedSettings;
import org.tideline.schema.settings.TidelineConfiguration;

/**
 * ZooKeeper, HBase, Kafka and Storm in this process, on one data folder and on the loopback address
 * only. What was acknowledged survives a stop, and {@code kill -9} just as well; a power cut may
 * cost the last seconds, since neither HBase nor Kafka waits for the disk.
 *
 * <p>When the process is asked to end, the platform is stopped cleanly first. The engines leave
 * threads behind, also after {@link #close}: end the process with {@link System#exit}.
 */
public final class LocalPlatform implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalPlatform.class);

  /** Earlier than Hadoop's own hook, which closes the file systems under HBase. */
  private static final int HOOK_PRIORITY = 100;

  private static final int HOOK_SECONDS = 120;

  private final DataFolder folder;
  private final Ports ports;
  private final FolderLock lock;
  private final Map<String, String> site;
  private final Engines engines;
  private final Runnable hook = this::close;
  private boolean closed;

  private LocalPlatform(
      DataFolder folder, Ports ports, FolderLock lock, Map<String, String> site, Engines engines) {
    this.folder = folder;
    this.ports = ports;
    this.lock = lock;
    this.site = site;
    this.engines = engines;
  }

  /**
   * Checks settings for a platform on a data folder, of which nothing is touched.
   *
   * @param settings {@code tideline.*} settings that are to be remembered in the folder
   * @throws IllegalArgumentException if one is unknown, not legal, does not fit the others, or is
   *     one that the platform itself sets
   */
  public static void check(Path data, Map<String, String> settings) {
    settings(new DataFolder(data), settings);
  }

  /**
   * Starts a platform on a data folder, which is made where it is missing, and returns when its
   * engines are up. Clients of other processes are let in by {@link #ready} only.
   *
   * @param settings {@code tideline.*} settings, over those that the folder remembers
   * @throws IllegalArgumentException as {@link #check}
   * @throws PlatformException if another process holds the folder, or an engine cannot start
   */
  public static LocalPlatform start(Path data, Map<String, String> settings, StartListener listener)
      throws IOException, InterruptedException {
    DataFolder folder = new DataFolder(data);
    FolderLock lock = FolderLock.acquire(folder);
    boolean started = false;
    try {
      makeFolders(folder);
      Ports ports = folder.ports();
      SortedMap<String, String> site = settings(folder, settings);
      SortedMap<String, String> remembered = SiteFiles.settings(folder.configuration());
      for (Map<String, String> each : List.of(site, remembered)) {
        each.put(Settings.LOG_BOOTSTRAP_SERVERS.key(), KafkaEngine.address(ports));
        each.put(Settings.ROOT_DIR.key(), folder.batch().toUri().toString());
      }
      Engines engines =
          Engines.start(
              folder, ports, () -> configuration(folder, ports, remembered, site), listener);
      LocalPlatform platform = new LocalPlatform(folder, ports, lock, site, engines);
      ShutdownHookManager.get()
          .addShutdownHook(platform.hook, HOOK_PRIORITY, HOOK_SECONDS, TimeUnit.SECONDS);
      started = true;
      return platform;
    } finally {
      if (!started) {
        lock.close();
      }
    }
  }

  /**
   * Keeps the settings of this start in the folder, over those kept before: not before they proved
   * to be of use, or a start that they refuse would spoil every later one.
   */
  public void remember() throws IOException {
    SiteFiles.write(folder, ports, site);
  }

  /** Lets clients of other processes in. */
  public void ready() throws IOException {
    lock.ready();
  }

  /** What a client in this process needs to reach HBase, MapReduce and the log. */
  public Configuration configuration() {
    return new Configuration(engines.configuration());
  }

  /** Where the log is, as {@code host:port}. */
  public String kafka() {
    return KafkaEngine.address(ports);
  }

  /** Where HBase's clients begin to look for it, as {@code host:port}. */
  public String zooKeeper() {
    return ZooKeeperEngine.address(ports);
  }

  /** The folder that everything is in. */
  public DataFolder folder() {
    return folder;
  }

  /** Whether no engine has given up; to be stopped is not to give up. */
  public boolean alive() {
    return engines.alive();
  }

  /**
   * Runs a topology until the platform stops, under the name {@value StormEngine#TOPOLOGY}. It is
   * submitted at every start: nothing of it is remembered.
   *
   * @param conf Storm's {@code topology.*} settings, and what else the topology reads
   * @param drained whether everything is written that the topology took; asked again and again
   *     after its spouts were deactivated, before it is killed
   */
  public void submit(StormTopology topology, Map<String, Object> conf, BooleanSupplier drained)
      throws IOException {
    try {
      engines.storm().submit(topology, conf, drained);
    } catch (TException e) {
      throw new PlatformException(
          "topology %s: expected Storm to take it, found %s".formatted(StormEngine.TOPOLOGY, e), e);
    }
  }

  /**
   * Stops the topology after what it took is written, then the engines, and lets go of the folder.
   * A second call waits for the first.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    ShutdownHookManager hooks = ShutdownHookManager.get();
    if (!hooks.isShutdownInProgress()) {
      hooks.removeShutdownHook(hook);
    }
    try {
      lock.stopping();
    } catch (IOException e) {
      LOG.warn("clients are not told of the stop", e);
    }
    engines.close();
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("the folder is let go at the end of the process only", e);
    }
  }

  private static void makeFolders(DataFolder folder) throws IOException {
    Files.createDirectories(folder.logs());
    FileUtils.deleteDirectory(folder.temporary().toFile());
    Files.createDirectories(folder.temporary());
  }

  /** The settings of the folder: remembered ones, over them those given now. */
  private static SortedMap<String, String> settings(DataFolder folder, Map<String, String> given) {
    for (String own : List.of(Settings.LOG_BOOTSTRAP_SERVERS.key(), Settings.ROOT_DIR.key())) {
      if (given.containsKey(own)) {
        throw new IllegalArgumentException(
            "setting %s: expected none for a platform of one machine, which sets it itself, found \"%s\"; leave it out"
                .formatted(own, given.get(own)));
      }
    }
    SortedMap<String, String> settings = SiteFiles.settings(folder.configuration());
    settings.putAll(given);
    Configuration checked = new Configuration(false);
    settings.forEach(
        (key, value) ->
            checked.set(
                key, value, given.containsKey(key) ? "-D" : folder.configuration().toString()));
    TidelineConfiguration configuration = TidelineConfiguration.load(checked);
    // Each refuses what does not fit together.
    EpochSettings.from(configuration);
    SpeedSettings.from(configuration);
    BatchSettings.from(configuration);
    QuerySettings.from(configuration);
    return settings;
  }

  /** With all settings of {@code site}, of which the folder keeps only those remembered. */
  static Configuration configuration(
      DataFolder folder, Ports ports, Map<String, String> remembered, Map<String, String> site)
      throws IOException {
    SiteFiles.write(folder, ports, remembered);
    Configuration configuration = SiteFiles.load(folder.configuration());
    site.forEach(
        (key, value) -> {
          if (!value.equals(remembered.get(key))) {
            configuration.set(key, value, "-D");
          }
        });
    return configuration;
  }
}
