package org.tideline.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What {@code hadoop jar} is given: nothing that a cluster has itself, and all that it has not. */
class JobJarIT {
  @Test
  void bringsWhatAClusterHasNotAndNothingElse() throws IOException {
    try (JarFile jar = new JarFile(jobJar().toFile())) {
      assertThat(names(jar))
          .filteredOn(name -> name.endsWith(".class"))
          .isNotEmpty()
          .allMatch(name -> name.startsWith("org/tideline/batch/"));
      assertThat(names(jar))
          .filteredOn(name -> name.startsWith("lib/") && name.length() > "lib/".length())
          .map(name -> name.replaceFirst("^lib/(.+?)-\\d.*\\.jar$", "$1"))
          .containsExactlyInAnyOrder(
              "RoaringBitmap",
              "avro",
              "commons-text",
              "jackson-annotations",
              "jackson-core",
              "jackson-databind",
              "kafka-clients",
              "lucene-analysis-common",
              "lucene-core",
              "lz4-java",
              "snappy-java",
              "tideline-hbase-schema",
              "tideline-views",
              "zstd-jni");
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo(BatchDriver.class.getName());
    }
  }

  private static Path jobJar() throws IOException {
    try (Stream<Path> made = Files.list(Path.of("target"))) {
      return made.filter(file -> file.getFileName().toString().matches("tideline-.*\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static List<String> names(JarFile jar) {
    return jar.stream().map(ZipEntry::getName).toList();
  }
}
