package org.tideline.cluster;

import java.nio.file.Path;
import java.util.List;

/** How a program in Java is run here: small, and quick to start. */
final class Java {
  /** For a process that lives as long as the cluster, or is one of very many. */
  static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          "-XX:+ExitOnOutOfMemoryError",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED");

  private Java() {}

  /** The words before those of the program. */
  static List<String> command(int heapMegabytes) {
    List<String> words = new java.util.ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xmx" + heapMegabytes + "m");
    words.addAll(FLAGS);
    words.add("-Djava.net.preferIPv4Stack=true");
    return words;
  }
}
