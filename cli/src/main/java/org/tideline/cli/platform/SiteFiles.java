package org.tideline.cli.platform;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hbase.HBaseConfiguration;

/**
 * The configuration files in Hadoop's own form, {@code …-site.xml}: written by the platform into
 * its data folder, read by every client.
 */
public final class SiteFiles {
  private static final String TIDELINE_SITE = "tideline-site.xml";
  private static final List<String> NAMES =
      List.of(
          "core-site.xml",
          "hdfs-site.xml",
          "mapred-site.xml",
          "yarn-site.xml",
          "hbase-site.xml",
          TIDELINE_SITE);

  private SiteFiles() {}

  /**
   * Hadoop's and HBase's defaults with those site files over them that the folder has.
   *
   * @throws PlatformException if the folder has none
   */
  public static Configuration load(Path folder) throws IOException {
    List<Path> present = NAMES.stream().map(folder::resolve).filter(Files::isRegularFile).toList();
    if (present.isEmpty()) {
      throw new PlatformException(
          "configuration folder %s: expected %s, found none of them; name the folder that has them with --conf"
              .formatted(folder.toAbsolutePath().normalize(), String.join(", ", NAMES)));
    }
    Configuration configuration = HBaseConfiguration.create();
    present.forEach(file -> configuration.addResource(hadoopPath(file)));
    // The first one asked for is the one that everybody in this process gets.
    FileSystem.get(URI.create("file:///"), configuration);
    return configuration;
  }

  /** The {@code tideline.*} settings that an earlier {@link #write} left in this folder. */
  static SortedMap<String, String> settings(Path folder) {
    SortedMap<String, String> settings = new TreeMap<>();
    Path file = folder.resolve(TIDELINE_SITE);
    if (Files.isRegularFile(file)) {
      Configuration site = new Configuration(false);
      site.addResource(hadoopPath(file));
      site.forEach(entry -> settings.put(entry.getKey(), entry.getValue()));
    }
    return settings;
  }

  static void write(DataFolder data, Ports ports, Map<String, String> settings) throws IOException {
    Files.createDirectories(data.configuration());
    write(data, "core-site.xml", core(data));
    write(data, "mapred-site.xml", mapReduce(data));
    write(data, "hbase-site.xml", HBaseSettings.client(data, ports));
    write(data, TIDELINE_SITE, settings);
  }

  private static Map<String, String> core(DataFolder data) {
    return Map.of(
        "fs.defaultFS", "file:///",
        "fs.file.impl", DurableLocalFileSystem.class.getName(),
        "hadoop.tmp.dir", data.mapReduce().resolve("tmp").toString());
  }

  private static Map<String, String> mapReduce(DataFolder data) {
    return Map.of(
        "mapreduce.framework.name", "local",
        "mapreduce.local.map.tasks.maximum", "2",
        "mapreduce.local.reduce.tasks.maximum", "2",
        // A job is asked for its end every 5 s by default, and every small job would take as long.
        "mapreduce.client.completion.pollinterval", "20",
        "mapreduce.client.progressmonitor.pollinterval", "20",
        "mapreduce.cluster.local.dir", data.mapReduce().resolve("local").toString(),
        "mapreduce.cluster.temp.dir", data.mapReduce().resolve("temp").toString(),
        "mapreduce.jobtracker.staging.root.dir", data.mapReduce().resolve("staging").toString(),
        "yarn.app.mapreduce.am.staging-dir", data.mapReduce().resolve("staging").toString());
  }

  private static void write(DataFolder data, String name, Map<String, String> properties)
      throws IOException {
    Configuration site = new Configuration(false);
    new TreeMap<>(properties).forEach(site::set);
    Path fresh = data.configuration().resolve(name + ".new");
    try (OutputStream out = Files.newOutputStream(fresh)) {
      site.writeXml(out);
    }
    Files.move(fresh, data.configuration().resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static org.apache.hadoop.fs.Path hadoopPath(Path file) {
    return new org.apache.hadoop.fs.Path(file.toAbsolutePath().toUri());
  }
}
