package org.tideline.cluster;

import java.io.IOException;
import java.nio.file.Path;

/** What {@code bin/cluster} runs. */
public final class ClusterMain {
  private ClusterMain() {}

  /** {@code up}, {@code down} or {@code status}, and the folder. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 2) {
      System.err.println("usage: cluster up|down|status FOLDER");
      System.exit(2);
    }
    try {
      Cluster cluster = Cluster.of(Path.of(arguments[1]), System.out);
      System.exit(run(cluster, arguments[0]));
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static int run(Cluster cluster, String verb) throws IOException, InterruptedException {
    switch (verb) {
      case "up" -> {
        cluster.up();
        return 0;
      }
      case "down" -> {
        cluster.down();
        return 0;
      }
      case "status" -> {
        return cluster.status() ? 0 : 1;
      }
      default -> {
        System.err.printf("cluster: expected up, down or status, found %s%n", verb);
        return 2;
      }
    }
  }
}
