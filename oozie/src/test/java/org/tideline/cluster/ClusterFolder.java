package org.tideline.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of a cluster.
 *
 * <pre>
 *   ports.properties
 *   conf/            what a client is given: core-site.xml … hbase-site.xml, tideline-site.xml
 *   bin/             hadoop, hdfs, hbase, storm and oozie, for this cluster
 *   conf-hadoop/     that of the daemons of Hadoop; also all that a task finds of it
 *   conf-hbase/  conf-kafka/  conf-storm/  conf-oozie/
 *   data/            one folder an engine
 *   logs/            NAME.log of every daemon, containers/ of YARN, storm/ of Storm's workers
 *   run/             NAME.process of every daemon that was started
 * </pre>
 */
record ClusterFolder(Path path) {
  ClusterFolder {
    path = path.toAbsolutePath().normalize();
  }

  Path ports() {
    return path.resolve("ports.properties");
  }

  /** What a client is given. */
  Path conf() {
    return path.resolve("conf");
  }

  Path bin() {
    return path.resolve("bin");
  }

  Path conf(String engine) {
    return path.resolve("conf-" + engine);
  }

  Path data(String engine) {
    return path.resolve("data").resolve(engine);
  }

  Path logs() {
    return path.resolve("logs");
  }

  Path log(String daemon) {
    return logs().resolve(daemon + ".log");
  }

  Path process(String daemon) {
    return path.resolve("run").resolve(daemon + ".process");
  }

  void create() throws IOException {
    Files.createDirectories(logs());
    Files.createDirectories(path.resolve("run"));
    Files.createDirectories(path.resolve("data"));
  }
}
