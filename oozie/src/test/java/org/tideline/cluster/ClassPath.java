package org.tideline.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The jars of an engine; each is listed by a pom below {@code src/test/classpath}. */
enum ClassPath {
  HADOOP("hadoop"),
  HBASE("hbase"),
  HBASE_SHELL("hbase-shell"),
  KAFKA("kafka"),
  STORM("storm"),
  STORM_WORKER("storm-worker"),
  OOZIE("oozie");

  /** The folder of the module, from where Maven and bin/cluster run. */
  private static final Path MODULE = Path.of(System.getProperty("tideline.cluster.module", "."));

  private final String pom;

  ClassPath(String pom) {
    this.pom = pom;
  }

  /** Its jars, as one class path. */
  String jars() throws IOException {
    Path file = MODULE.resolve("src/test/classpath").resolve(pom).resolve("target/classpath");
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "%s: expected the list of jars that `mvn -Pcluster` writes, found none; run `mvn -Pcluster -DskipTests verify`"
              .formatted(file.toAbsolutePath().normalize()));
    }
    return Files.readString(file).strip();
  }

  /** Its jars, one by one. */
  List<Path> files() throws IOException {
    return List.of(jars().split(":")).stream().map(Path::of).toList();
  }
}
