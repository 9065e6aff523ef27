package org.tideline.cli.platform;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engines of one platform: started side by side where they can be, stopped one by one. */
final class Engines implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Engines.class);

  /** In the order in which they are stopped: none before those that write to it. */
  private enum Engine {
    STORM,
    HBASE,
    KAFKA,
    ZOOKEEPER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<Engine, AutoCloseable> running = new EnumMap<>(Engine.class);
  private final StartListener listener;
  private final long begin = System.nanoTime();
  private Configuration configuration;
  private boolean closed;

  private Engines(StartListener listener) {
    this.listener = listener;
  }

  /**
   * Returns when all of them are up.
   *
   * @param configuration makes that of HBase's clients; it takes as long as an engine's start
   * @throws PlatformException if one cannot start; those that did are stopped
   */
  static Engines start(
      DataFolder folder, Ports ports, Callable<Configuration> configuration, StartListener listener)
      throws PlatformException, InterruptedException {
    Engines engines = new Engines(listener);
    ExecutorService starters = Executors.newCachedThreadPool(Engines::daemon);
    ExecutorCompletionService<Engine> starts = new ExecutorCompletionService<>(starters);
    try {
      Future<Configuration> client = starters.submit(configuration);
      starts.submit(
          () ->
              engines.start(
                  Engine.KAFKA,
                  KafkaEngine.address(ports),
                  () -> KafkaEngine.start(folder, ports)));
      starts.submit(
          () -> {
            Engine first =
                engines.start(
                    Engine.ZOOKEEPER,
                    ZooKeeperEngine.address(ports),
                    () -> ZooKeeperEngine.start(folder, ports));
            starts.submit(
                () ->
                    engines.start(
                        Engine.HBASE,
                        HBaseEngine.address(ports),
                        () -> HBaseEngine.start(folder, client.get(), ports)));
            starts.submit(
                () ->
                    engines.start(Engine.STORM, "in this process", () -> StormEngine.start(ports)));
            return first;
          });
      for (int started = 0; started < Engine.values().length; started++) {
        starts.take().get();
      }
      engines.configuration = client.get();
      return engines;
    } catch (ExecutionException e) {
      engines.close();
      throw new PlatformException(
          "data folder %s: %s; the log in %s says more"
              .formatted(folder.path(), e.getCause().getMessage(), folder.logs()),
          e.getCause());
    } finally {
      starters.shutdown();
    }
  }

  /** What HBase's clients need. */
  Configuration configuration() {
    return configuration;
  }

  synchronized StormEngine storm() {
    if (running.get(Engine.STORM) instanceof StormEngine storm) {
      return storm;
    }
    throw new IllegalStateException("storm: expected it to run, found it stopped");
  }

  /** Whether none has given up; to be stopped is not to give up. */
  synchronized boolean alive() {
    return !(running.get(Engine.HBASE) instanceof HBaseEngine hbase) || hbase.alive();
  }

  /** Stops what runs; one that cannot be stopped does not keep the others up. */
  @Override
  public synchronized void close() {
    closed = true;
    for (Engine engine : Engine.values()) {
      AutoCloseable started = running.remove(engine);
      if (started != null) {
        stop(engine, started);
      }
    }
  }

  private Engine start(Engine engine, String address, Callable<? extends AutoCloseable> start)
      throws PlatformException {
    AutoCloseable started;
    try {
      started = start.call();
    } catch (Exception e) {
      LOG.error("{} did not start", engine, e);
      throw new PlatformException("%s did not start: %s".formatted(engine, e), e);
    }
    synchronized (this) {
      if (closed) {
        stop(engine, started);
        return engine;
      }
      running.put(engine, started);
      listener.up(engine.toString(), address, Duration.ofNanos(System.nanoTime() - begin));
    }
    return engine;
  }

  private static void stop(Engine engine, AutoCloseable started) {
    long begin = System.nanoTime();
    try {
      started.close();
      LOG.info("{} stopped in {} ms", engine, (System.nanoTime() - begin) / 1_000_000);
    } catch (Exception e) {
      LOG.error("{} did not stop cleanly", engine, e);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "platform-start");
    thread.setDaemon(true);
    return thread;
  }
}
