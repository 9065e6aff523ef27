package org.tideline.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ports of one cluster, all on the loopback address: picked once and kept in its folder, below
 * 32768, where the operating system takes no port for outgoing connections.
 */
final class ClusterPorts {
  static final String HOST = "localhost";

  private static final int FIRST = 20_000;
  private static final int END = 32_768;
  private static final int CONNECT_MILLIS = 1_000;

  private final Map<Port, Integer> ports;

  private ClusterPorts(Map<Port, Integer> ports) {
    this.ports = ports;
  }

  /** Those kept in {@code file}, picked and kept where there is none. */
  static ClusterPorts kept(Path file) throws IOException {
    Properties kept = new Properties();
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        kept.load(in);
      }
    }
    Map<Port, Integer> ports = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      String found = kept.getProperty(port.name());
      ports.put(port, found == null ? pick(ports) : Integer.parseInt(found));
      kept.setProperty(port.name(), Integer.toString(ports.get(port)));
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      kept.store(out, null);
    }
    return new ClusterPorts(ports);
  }

  private static int pick(Map<Port, Integer> taken) {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (!taken.containsValue(port) && free(port)) {
        return port;
      }
    }
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

  int of(Port port) {
    return ports.get(port);
  }

  String text(Port port) {
    return Integer.toString(of(port));
  }

  /** The address that clients and daemons are told. */
  String address(Port port) {
    return HOST + ":" + of(port);
  }

  /** Whether something takes connections there. */
  boolean open(Port port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), of(port)), CONNECT_MILLIS);
      return true;
    } catch (IOException closed) {
      return false;
    }
  }
}
