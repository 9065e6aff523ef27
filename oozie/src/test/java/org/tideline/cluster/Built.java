package org.tideline.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the modules before this one have built, as a user gets it. */
final class Built {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Path DISTRIBUTION = HOME.resolve("cli/target/tideline");

  private Built() {}

  /** The command; it takes what Maven has just made for built, and does not build itself. */
  static Path tideline() throws IOException {
    Files.writeString(DISTRIBUTION.resolve(".built"), "");
    return HOME.resolve("bin/tideline");
  }

  static Path jobJar() throws IOException {
    return jar(HOME.resolve("mapreduce-jobs/target"), "tideline-mapreduce-jobs");
  }

  static Path topologyJar() throws IOException {
    return jar(HOME.resolve("storm-topology/jar/target"), "tideline-topology");
  }

  static Path script(String name) {
    return HOME.resolve("hbase-schema/src/main/shell").resolve(name);
  }

  /** What the scripts of the HBase shell need beside it. */
  static String shellClassPath() throws IOException {
    Path lib = DISTRIBUTION.resolve("lib");
    return Stream.of("tideline-hbase-schema", "tideline-views", "lucene-core")
        .map(name -> jarIn(lib, name).toString())
        .collect(Collectors.joining(":"));
  }

  private static Path jarIn(Path folder, String name) {
    try {
      return jar(folder, name);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Path jar(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found =
          files
              .filter(
                  file ->
                      file.getFileName().toString().matches(name + "-\\d[^-]*(-SNAPSHOT)?\\.jar"))
              .sorted(Comparator.naturalOrder())
              .toList();
      if (found.size() != 1) {
        throw new IOException(
            "%s: expected one %s-VERSION.jar, found %s; run `mvn -Pcluster -DskipTests package`"
                .formatted(folder, name, found));
      }
      return found.get(0);
    }
  }
}
