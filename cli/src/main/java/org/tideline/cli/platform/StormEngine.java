package org.tideline.cli.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.storm.Config;
import org.apache.storm.DaemonConfig;
import org.apache.storm.LocalCluster;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.metricstore.NoOpMetricStore;
import org.apache.storm.thrift.TException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Storm in this process, coordinated by the platform's ZooKeeper. */
final class StormEngine implements AutoCloseable {
  static final String ZOOKEEPER_ROOT = "/storm";
  static final String TOPOLOGY = "tideline";

  private static final Logger LOG = LoggerFactory.getLogger(StormEngine.class);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);
  private static final long DRAIN_POLL_MS = 50;

  private final LocalCluster cluster;
  private BooleanSupplier drained;

  private StormEngine(LocalCluster cluster) {
    this.cluster = cluster;
  }

  static StormEngine start(Ports ports) throws Exception {
    return new StormEngine(
        new LocalCluster.Builder()
            .withSupervisors(1)
            .withPortsPerSupervisor(1)
            .withDaemonConf(Config.TOPOLOGY_ENABLE_MESSAGE_TIMEOUTS, true)
            .withDaemonConf(Config.STORM_ZOOKEEPER_SERVERS, List.of(ZooKeeperEngine.HOST))
            .withDaemonConf(Config.STORM_ZOOKEEPER_PORT, (long) ports.zooKeeper())
            .withDaemonConf(Config.STORM_ZOOKEEPER_ROOT, ZOOKEEPER_ROOT)
            // Its default unpacks a native library to keep figures that nobody asks for.
            .withDaemonConf(DaemonConfig.STORM_METRIC_STORE_CLASS, NoOpMetricStore.class.getName())
            .build());
  }

  void submit(StormTopology topology, Map<String, Object> conf, BooleanSupplier drained)
      throws TException {
    cluster.submitTopology(TOPOLOGY, conf, topology);
    this.drained = drained;
  }

  /**
   * A bolt that is killed inside a call to HBase dies of it, and Storm then ends the process: let
   * the bolts finish first.
   */
  @Override
  public void close() throws IOException {
    try {
      if (drained != null) {
        cluster.deactivate(TOPOLOGY);
        awaitDrained();
      }
      cluster.close();
    } catch (Exception e) {
      throw new IOException("storm: expected it to stop, found " + e, e);
    }
  }

  private void awaitDrained() throws InterruptedException {
    long end = System.nanoTime() + DRAIN_LIMIT.toNanos();
    while (!drained.getAsBoolean()) {
      if (System.nanoTime() > end) {
        LOG.warn("topology {} is not drained after {}: it is killed", TOPOLOGY, DRAIN_LIMIT);
        return;
      }
      Thread.sleep(DRAIN_POLL_MS);
    }
  }
}
