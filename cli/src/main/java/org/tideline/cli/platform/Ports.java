package org.tideline.cli.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ports of one platform, all on the loopback address. They are picked once and kept, since a
 * restarted HBase finds its own traces under its old address; below 32768, where the operating
 * system takes no port for outgoing connections.
 */
record Ports(int zooKeeper, int kafka, int kafkaController, int hbaseMaster, int regionServer) {
  private static final int FIRST = 20_000;
  private static final int END = 32_768;
  private static final int ATTEMPTS = 1_000;

  Ports {
    List<Integer> all = List.of(zooKeeper, kafka, kafkaController, hbaseMaster, regionServer);
    if (all.stream().anyMatch(port -> port < 1 || port >= 65_536)
        || all.stream().distinct().count() < all.size()) {
      throw new IllegalArgumentException(
          "ports: expected five different ones in [1, 65536), found " + all);
    }
  }

  /** Five ports that are free now. */
  static Ports pick() throws IOException {
    List<Integer> free = new ArrayList<>();
    for (int attempt = 0; free.size() < 5; attempt++) {
      if (attempt == ATTEMPTS) {
        throw new IOException(
            "ports: expected five free ones in [%d, %d), found %d after %d attempts"
                .formatted(FIRST, END, free.size(), ATTEMPTS));
      }
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (!free.contains(port) && free(port)) {
        free.add(port);
      }
    }
    return new Ports(free.get(0), free.get(1), free.get(2), free.get(3), free.get(4));
  }

  static Ports read(Properties from) {
    return new Ports(
        port(from, "zookeeper"),
        port(from, "kafka"),
        port(from, "kafka.controller"),
        port(from, "hbase.master"),
        port(from, "hbase.regionserver"));
  }

  void write(Properties to) {
    to.setProperty("zookeeper", Integer.toString(zooKeeper));
    to.setProperty("kafka", Integer.toString(kafka));
    to.setProperty("kafka.controller", Integer.toString(kafkaController));
    to.setProperty("hbase.master", Integer.toString(hbaseMaster));
    to.setProperty("hbase.regionserver", Integer.toString(regionServer));
  }

  /** Whether all of them can be listened on. */
  boolean free() {
    return free(zooKeeper)
        && free(kafka)
        && free(kafkaController)
        && free(hbaseMaster)
        && free(regionServer);
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static int port(Properties from, String name) {
    String value = from.getProperty(name, "nothing");
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "port of %s: expected a number, found %s".formatted(name, value), e);
    }
  }
}
