package org.tideline.query;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.LocalHBaseCluster;
import org.apache.hadoop.metrics2.lib.DefaultMetricsSystem;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.tideline.schema.local.PlainLocalFileSystem;

/**
 * ZooKeeper and HBase in this process, started once for all tests that run in it. They end with it.
 */
final class InProcessHBase {
  private static final String HOST = "127.0.0.1";

  private InProcessHBase() {}

  private static final class Once {
    private static final Configuration CLIENT = start();
  }

  /** What a client needs, of its own. */
  static Configuration configuration() {
    return new Configuration(Once.CLIENT);
  }

  private static Configuration start() {
    try {
      Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
      Path folder = Files.createTempDirectory(target, "hbase");
      Configuration client = HBaseConfiguration.create();
      client.set("fs.file.impl", PlainLocalFileSystem.class.getName());
      client.set("hbase.zookeeper.quorum", HOST);
      client.setInt("hbase.zookeeper.property.clientPort", zooKeeper(folder.resolve("zookeeper")));
      client.set("hbase.rootdir", folder.resolve("hbase").toUri().toString());
      client.set("hbase.tmp.dir", folder.resolve("tmp").toString());
      // How soon a client asks again whether a table is made.
      client.setInt("hbase.client.pause", 20);
      new LocalHBaseCluster(server(client), 1).startup();
      return client;
    } catch (IOException e) {
      throw new IllegalStateException("HBase does not start in " + Path.of("target"), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while HBase starts", e);
    }
  }

  private static int zooKeeper(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    ZooKeeperServer server = new ZooKeeperServer(folder.toFile(), folder.toFile(), 2_000);
    ServerCnxnFactory connections =
        ServerCnxnFactory.createFactory(new InetSocketAddress(HOST, 0), 0);
    connections.startup(server);
    return connections.getLocalPort();
  }

  private static Configuration server(Configuration client) {
    DefaultMetricsSystem.setMiniClusterMode(true);
    Configuration server = new Configuration(client);
    server.setBoolean("hbase.unsafe.stream.capability.enforce", true);
    server.setBoolean("hbase.localcluster.assign.random.ports", true);
    server.set("hbase.master.hostname", "localhost");
    server.set("hbase.unsafe.regionserver.hostname", "localhost");
    server.setInt("hbase.master.info.port", -1);
    server.setInt("hbase.regionserver.info.port", -1);
    server.setInt("hbase.master.wait.on.regionservers.mintostart", 1);
    server.setInt("hbase.master.wait.on.regionservers.maxtostart", 1);
    server.setInt("hbase.master.wait.on.regionservers.interval", 50);
    server.setInt("hbase.master.wait.on.regionservers.timeout", 1_000);
    server.setInt("hbase.regionserver.msginterval", 100);
    server.setInt("hbase.regionserver.handler.count", 8);
    server.setInt("hbase.procedure.remote.dispatcher.delay.msec", 5);
    return server;
  }
}
