package org.tideline.cli.platform;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.server.PurgeTxnLog;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** A ZooKeeper server in this process, for HBase and Storm. */
final class ZooKeeperEngine implements AutoCloseable {
  static final String HOST = "127.0.0.1";
  static final int MAX_SESSION_MS = 600_000;

  private static final int TICK_MS = 2_000;
  private static final int KEPT_SNAPSHOTS = 3;
  private static final int CONNECT_SECONDS = 30;

  private final ServerCnxnFactory connections;

  private ZooKeeperEngine(ServerCnxnFactory connections) {
    this.connections = connections;
  }

  static ZooKeeperEngine start(DataFolder data, Ports ports)
      throws IOException, InterruptedException, KeeperException {
    Path folder = data.zooKeeper();
    Files.createDirectories(folder);
    ZooKeeperServer server = new ZooKeeperServer(folder.toFile(), folder.toFile(), TICK_MS);
    server.setMaxSessionTimeout(MAX_SESSION_MS);
    ServerCnxnFactory connections =
        ServerCnxnFactory.createFactory(new InetSocketAddress(HOST, ports.zooKeeper()), 0);
    connections.startup(server);
    PurgeTxnLog.purge(folder.toFile(), folder.toFile(), KEPT_SNAPSHOTS);
    forgetTheDead(ports);
    return new ZooKeeperEngine(connections);
  }

  /**
   * Deletes what sessions of an earlier life left behind. A process that was killed keeps its
   * sessions for their whole time-out, and with them its claim to be the master; since the data
   * folder is held exclusively, none of them can be alive.
   */
  private static void forgetTheDead(Ports ports)
      throws IOException, InterruptedException, KeeperException {
    CountDownLatch connected = new CountDownLatch(1);
    ZooKeeper client =
        new ZooKeeper(
            address(ports),
            MAX_SESSION_MS,
            event -> {
              if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
              }
            });
    try {
      if (!connected.await(CONNECT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(
            "ZooKeeper at %s: expected an answer within %d s, found none"
                .formatted(address(ports), CONNECT_SECONDS));
      }
      for (String path : ZKUtil.listSubTreeBFS(client, "/")) {
        Stat stat = client.exists(path, false);
        if (stat != null && stat.getEphemeralOwner() != 0) {
          client.delete(path, -1);
        }
      }
      // The topology is submitted anew at every start; what Storm remembers of it is stale.
      if (client.exists(StormEngine.ZOOKEEPER_ROOT, false) != null) {
        ZKUtil.deleteRecursive(client, StormEngine.ZOOKEEPER_ROOT);
      }
    } finally {
      client.close();
    }
  }

  static String address(Ports ports) {
    return HOST + ":" + ports.zooKeeper();
  }

  @Override
  public void close() {
    connections.shutdown();
  }
}
