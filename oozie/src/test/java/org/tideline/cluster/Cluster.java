package org.tideline.cluster;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The cluster of one folder. Every call may be repeated: {@link #up} starts what is not running,
 * {@link #down} ends what it started and nothing else, by id and start of the process.
 */
public final class Cluster {
  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration END = Duration.ofSeconds(6);
  private static final long LOOK_MILLIS = 100;
  private static final int LINES_OF_LOG = 30;

  private final ClusterFolder folder;
  private final ClusterPorts ports;
  private final Daemons daemons;
  private final PrintStream out;

  private Cluster(ClusterFolder folder, ClusterPorts ports, PrintStream out) {
    this.folder = folder;
    this.ports = ports;
    this.daemons = new Daemons(folder, ports);
    this.out = out;
  }

  /** The cluster whose folder that is; nothing is started. */
  public static Cluster of(Path folder, PrintStream out) throws IOException {
    ClusterFolder created = new ClusterFolder(folder);
    created.create();
    return new Cluster(created, ClusterPorts.kept(created.ports()), out);
  }

  ClusterFolder folder() {
    return folder;
  }

  ClusterPorts ports() {
    return ports;
  }

  /** Starts what is not running, and returns when all can be used. */
  public void up() throws IOException, InterruptedException {
    try (FileChannel file = lockFile()) {
      // Until it is closed.
      file.lock();
      long start = System.nanoTime();
      requireFreePorts();
      writeSettings();
      formatNameNode();
      for (List<Daemon> wave : daemons.waves()) {
        start(wave);
      }
      ClusterStores stores = new ClusterStores(folder, ports);
      stores.makeFolders();
      start(List.of(daemons.oozie()));
      stores.awaitHBase(START);
      out.printf(
          "the cluster is up, %d s; its configuration is in %s%n",
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start), folder.conf());
    }
  }

  /** Ports are kept with the folder: meanwhile another program may have taken one. */
  private void requireFreePorts() throws IOException {
    for (Daemon daemon : daemons.all()) {
      if (running(daemon).isPresent()) {
        return;
      }
    }
    for (Port port : Port.values()) {
      if (ports.open(port)) {
        throw new IOException(
            "%s, %s: expected nothing to listen there, found another program; end it, or begin with another folder"
                .formatted(ports.address(port), port));
      }
    }
  }

  private FileChannel lockFile() throws IOException {
    return FileChannel.open(
        folder.path().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private void writeSettings() throws IOException {
    new HadoopSettings(folder, ports).write();
    new HBaseSettings(folder, ports).write();
    new KafkaSettings(folder, ports).write();
    new StormSettings(folder, ports).write();
    new OozieSettings(folder, ports).write();
    new TidelineSettings(folder, ports).write();
    new CommandScripts(folder, ports).write();
  }

  /** Once in the life of the folder. */
  private void formatNameNode() throws IOException, InterruptedException {
    if (Files.exists(folder.data("namenode").resolve("current"))) {
      return;
    }
    Daemon format =
        new Daemon(
            "format",
            ClassPath.HADOOP,
            folder.conf("hadoop"),
            128,
            List.of(),
            "org.apache.hadoop.hdfs.server.namenode.NameNode",
            List.of("-format", "-force", "-nonInteractive"),
            Port.NAME_NODE);
    Optional<ProcessHandle> process = format.start(folder.log("format")).handle();
    if (process.isPresent()) {
      process.get().onExit().join();
    }
  }

  private void start(List<Daemon> wave) throws IOException, InterruptedException {
    List<Daemon> started = new ArrayList<>();
    for (Daemon daemon : wave) {
      if (running(daemon).isEmpty()) {
        daemon.start(folder.log(daemon.name())).keep(folder.process(daemon.name()));
        started.add(daemon);
      }
    }
    for (Daemon daemon : started) {
      await(daemon);
      out.printf("%-16s %s%n", daemon.name(), ports.address(daemon.port()));
    }
  }

  private void await(Daemon daemon) throws IOException, InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (!ports.open(daemon.port())) {
      if (running(daemon).isEmpty()) {
        throw failed(daemon, "it has ended");
      }
      if (System.nanoTime() > end) {
        throw failed(daemon, "nothing after %d s".formatted(START.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private IOException failed(Daemon daemon, String found) throws IOException {
    Path log = folder.log(daemon.name());
    List<String> lines = Files.readAllLines(log);
    return new IOException(
        "%s: expected it to listen on %s, found %s; the end of %s:%n%s"
            .formatted(
                daemon.name(),
                ports.address(daemon.port()),
                found,
                log,
                String.join(
                    System.lineSeparator(),
                    lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()))));
  }

  private Optional<ProcessHandle> running(Daemon daemon) throws IOException {
    Optional<StartedProcess> kept = StartedProcess.kept(folder.process(daemon.name()));
    return kept.flatMap(StartedProcess::handle);
  }

  /** Ends all that was started, the last first, and what those have started themselves. */
  public void down() throws IOException, InterruptedException {
    try (FileChannel file = lockFile()) {
      // Until it is closed.
      file.lock();
      end(List.of(daemons.oozie()));
      List<List<Daemon>> waves = new ArrayList<>(daemons.waves());
      Collections.reverse(waves);
      for (List<Daemon> wave : waves) {
        end(wave);
      }
    }
  }

  private void end(List<Daemon> wave) throws IOException, InterruptedException {
    List<StartedProcess> ending = new ArrayList<>();
    for (Daemon daemon : wave) {
      StartedProcess.kept(folder.process(daemon.name())).ifPresent(ending::add);
    }
    // Workers of Storm and containers of YARN would outlive what has started them.
    List<StartedProcess> children =
        ending.stream()
            .flatMap(process -> process.handle().stream())
            .flatMap(ProcessHandle::descendants)
            .map(StartedProcess::of)
            .toList();
    ending.forEach(StartedProcess::ask);
    for (StartedProcess process : ending) {
      process.end(END);
    }
    for (StartedProcess child : children) {
      child.end(END);
    }
    for (Daemon daemon : wave) {
      Files.deleteIfExists(folder.process(daemon.name()));
    }
  }

  /** Prints a line a daemon; whether all are running. */
  public boolean status() throws IOException {
    boolean all = true;
    for (Daemon daemon : daemons.all()) {
      Optional<ProcessHandle> process = running(daemon);
      boolean open = ports.open(daemon.port());
      all = all && process.isPresent() && open;
      out.printf(
          "%-16s %-8s %-16s %s%n",
          daemon.name(),
          process.isPresent() ? (open ? "up" : "starting") : "down",
          ports.address(daemon.port()),
          process.map(found -> "process " + found.pid()).orElse(""));
    }
    return all;
  }
}
