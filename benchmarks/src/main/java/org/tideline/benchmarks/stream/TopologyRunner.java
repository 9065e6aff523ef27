package org.tideline.benchmarks.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.StormTopology;
import org.tideline.benchmarks.measure.VoidRunException;
import org.tideline.cli.platform.LocalPlatform;

/**
 * Storm for one topology after another; the platform's own runs one topology for as long as it is
 * up.
 */
final class TopologyRunner implements AutoCloseable {
  /** Longer than a flush, or a batch of increments, takes. */
  private static final Duration REST = Duration.ofSeconds(3);

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final LocalCluster cluster;

  private TopologyRunner(LocalCluster cluster) {
    this.cluster = cluster;
  }

  static TopologyRunner start(LocalPlatform platform) throws Exception {
    String[] zooKeeper = platform.zooKeeper().split(":");
    return new TopologyRunner(
        new LocalCluster.Builder()
            .withSupervisors(1)
            .withPortsPerSupervisor(1)
            .withDaemonConf(Config.TOPOLOGY_ENABLE_MESSAGE_TIMEOUTS, true)
            .withDaemonConf(Config.STORM_ZOOKEEPER_SERVERS, List.of(zooKeeper[0]))
            .withDaemonConf(Config.STORM_ZOOKEEPER_PORT, Long.parseLong(zooKeeper[1]))
            .withDaemonConf(Config.STORM_ZOOKEEPER_ROOT, "/storm-benchmarks")
            .build());
  }

  /** What is measured while a topology runs. */
  interface Measurement {
    double measure() throws Exception;
  }

  /**
   * Submits, measures, and takes the topology away again.
   *
   * @param written rises as long as the topology writes; a topology is killed only at rest, since a
   *     bolt that is interrupted within a call to HBase ends the process
   */
  double run(
      String name,
      StormTopology topology,
      Map<String, Object> conf,
      LongSupplier written,
      Measurement measurement)
      throws Exception {
    cluster.submitTopology(name, conf, topology);
    double measured = measurement.measure();
    cluster.deactivate(name);
    awaitRest(name, written);
    KillOptions now = new KillOptions();
    now.set_wait_secs(0);
    cluster.killTopologyWithOpts(name, now);
    while (!cluster.getClusterInfo().get_topologies().isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    // Its worker lives on for a moment, and has its one slot.
    TimeUnit.SECONDS.sleep(5);
    return measured;
  }

  private static void awaitRest(String name, LongSupplier written)
      throws InterruptedException, VoidRunException {
    long begin = System.nanoTime();
    long since = begin;
    long last = written.getAsLong();
    while (System.nanoTime() - since < REST.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(100);
      long now = written.getAsLong();
      if (now != last) {
        last = now;
        since = System.nanoTime();
      }
      if (System.nanoTime() - begin > LIMIT.toNanos()) {
        throw new VoidRunException(
            "%s: expected it to come to rest within %d s after its spouts did, found that it still writes"
                .formatted(name, LIMIT.toSeconds()));
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      cluster.close();
    } catch (Exception e) {
      throw new IOException("storm: expected it to stop, found " + e, e);
    }
  }
}
