package org.tideline.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** Files of settings in the forms that the engines read. */
final class SiteFile {
  private SiteFile() {}

  /** In Hadoop's form. */
  static void write(Path file, Map<String, String> settings) throws IOException {
    Files.createDirectories(file.getParent());
    Configuration site = new Configuration(false);
    new TreeMap<>(settings).forEach(site::set);
    try (OutputStream out = Files.newOutputStream(file)) {
      site.writeXml(out);
    }
  }

  /** A setting a line: Java's properties, and YAML with another {@code separator}. */
  static void writeLines(Path file, String separator, Map<String, String> settings)
      throws IOException {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(settings)
        .forEach(
            (key, value) ->
                lines.append(key).append(separator).append(value).append(System.lineSeparator()));
    writeText(file, lines.toString());
  }

  static void writeText(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
