package org.tideline.cli.platform;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.LocalHBaseCluster;
import org.apache.hadoop.metrics2.lib.DefaultMetricsSystem;

/** HBase in this process: a master and one region server. */
final class HBaseEngine implements AutoCloseable {
  private final LocalHBaseCluster cluster;

  private HBaseEngine(LocalHBaseCluster cluster) {
    this.cluster = cluster;
  }

  /** Returns when the master is initialized and regions can be asked for. */
  static HBaseEngine start(DataFolder data, Configuration client, Ports ports) throws IOException {
    // Master and region server name their metrics alike.
    DefaultMetricsSystem.setMiniClusterMode(true);
    Configuration server = new Configuration(client);
    HBaseSettings.server(data, ports).forEach(server::set);
    LocalHBaseCluster cluster = new LocalHBaseCluster(server, 1);
    cluster.startup();
    return new HBaseEngine(cluster);
  }

  static String address(Ports ports) {
    return "localhost:" + ports.hbaseMaster();
  }

  /** Whether both servers still run. */
  boolean alive() {
    return !cluster.getLiveMasters().isEmpty() && !cluster.getLiveRegionServers().isEmpty();
  }

  @Override
  public void close() {
    cluster.shutdown();
    cluster.join();
  }
}
