package org.tideline.cli.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * The one folder of a platform, and where in it everything is.
 *
 * <pre>
 *   platform.properties   format of this folder, ports: written once
 *   up.properties         the process that has the platform up
 *   lock                  held by that process
 *   conf/                 what clients read: core-site.xml, hbase-site.xml, mapred-site.xml, tideline-site.xml
 *   plugins/              jars with views of the user's own, which bin/tideline puts on the class path
 *   logs/                 of all engines and commands
 *   zookeeper/ kafka/ hbase/    the engines' own
 *   master/               the master dataset and all that the batch layer makes of it
 *   mapred/ staging/      of jobs that run; may be deleted when none does
 *   tmp/                  of the process that has the platform up
 * </pre>
 */
public record DataFolder(Path path) {
  private static final String FORMAT = "1";

  /** The folder at a path, which need not exist yet. */
  public DataFolder {
    path = path.toAbsolutePath().normalize();
  }

  /** Where clients find the configuration of this platform. */
  public Path configuration() {
    return path.resolve("conf");
  }

  /** Where all logs of this platform go. */
  public Path logs() {
    return path.resolve("logs");
  }

  Path zooKeeper() {
    return path.resolve("zookeeper");
  }

  Path kafka() {
    return path.resolve("kafka");
  }

  Path hbase() {
    return path.resolve("hbase");
  }

  /** Where the batch layer keeps the master dataset and all that it makes of it. */
  Path batch() {
    return path.resolve("master");
  }

  Path staging() {
    return path.resolve("staging");
  }

  Path mapReduce() {
    return path.resolve("mapred");
  }

  /** For temporary files of the process that has the platform up; emptied at every start. */
  public Path temporary() {
    return path.resolve("tmp");
  }

  Path lock() {
    return path.resolve("lock");
  }

  /** Whether clients can connect now. */
  public PlatformState state() throws IOException {
    return holder()
        .filter(RunningProcess::alive)
        .map(process -> process.ready() ? PlatformState.UP : PlatformState.CHANGING)
        .orElse(PlatformState.DOWN);
  }

  /** The process that has, or had, this platform up. */
  Optional<RunningProcess> holder() throws IOException {
    return read(path.resolve("up.properties")).map(RunningProcess::read);
  }

  void holder(RunningProcess process) throws IOException {
    Properties properties = new Properties();
    process.write(properties);
    write(path.resolve("up.properties"), properties);
  }

  /**
   * The ports kept in this folder; picked anew where there are none yet or another program took
   * one.
   */
  Ports ports() throws IOException {
    Path file = path.resolve("platform.properties");
    Optional<Properties> kept = read(file);
    if (kept.isPresent()) {
      String format = kept.get().getProperty("format", "nothing");
      if (!format.equals(FORMAT)) {
        throw new PlatformException(
            "%s: expected data folder format %s, found %s; use the release that wrote it, or another folder with --data"
                .formatted(file, FORMAT, format));
      }
      Ports ports = ports(file, kept.get());
      if (ports.free()) {
        return ports;
      }
    }
    Ports picked = Ports.pick();
    Properties properties = new Properties();
    properties.setProperty("format", FORMAT);
    picked.write(properties);
    write(file, properties);
    return picked;
  }

  private static Ports ports(Path file, Properties kept) throws PlatformException {
    try {
      return Ports.read(kept);
    } catch (IllegalArgumentException e) {
      throw new PlatformException(
          "%s: %s; delete this file, and new ports are picked".formatted(file, e.getMessage()), e);
    }
  }

  private static Optional<Properties> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Properties properties = new Properties();
      properties.load(in);
      return Optional.of(properties);
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
  }

  /** Whole or not at all, also when the process is killed meanwhile. */
  private static void write(Path file, Properties properties) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (OutputStream out = Files.newOutputStream(fresh)) {
      properties.store(out, null);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
