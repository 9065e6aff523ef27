package org.tideline.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of Storm, and the home that its supervisor starts workers from. */
final class StormSettings {
  private final ClusterFolder folder;
  private final ClusterPorts ports;

  StormSettings(ClusterFolder folder, ClusterPorts ports) {
    this.folder = folder;
    this.ports = ports;
  }

  static Path home(ClusterFolder folder) {
    return folder.data("storm").resolve("home");
  }

  static Path local(ClusterFolder folder) {
    return folder.data("storm").resolve("local");
  }

  void write() throws IOException {
    Path conf = folder.conf("storm");
    Map<String, String> settings = new HashMap<>();
    settings.put("storm.zookeeper.servers", "[\"%s\"]".formatted(ClusterPorts.HOST));
    settings.put("storm.zookeeper.port", ports.text(Port.ZOOKEEPER));
    settings.put("storm.zookeeper.root", "/storm");
    settings.put("nimbus.seeds", "[\"%s\"]".formatted(ClusterPorts.HOST));
    settings.put("nimbus.thrift.port", ports.text(Port.NIMBUS));
    settings.put("storm.local.hostname", ClusterPorts.HOST);
    settings.put("storm.local.dir", quoted(local(folder)));
    settings.put("storm.workers.artifacts.dir", quoted(folder.logs().resolve("storm")));
    settings.put("storm.log4j2.conf.dir", quoted(conf.resolve("log4j2")));
    settings.put("supervisor.thrift.port", ports.text(Port.SUPERVISOR));
    settings.put(
        "supervisor.slots.ports",
        "[%s, %s]".formatted(ports.text(Port.WORKER_1), ports.text(Port.WORKER_2)));
    settings.put("worker.heap.memory.mb", "384");
    settings.put(
        "worker.childopts", "\"-Xmx%%HEAP-MEM%%m %s\"".formatted(String.join(" ", Java.FLAGS)));
    settings.put("topology.worker.logwriter.childopts", "\"-Xmx32m -XX:+UseSerialGC\"");
    // Its default unpacks a native library to keep figures that nobody asks for.
    settings.put("storm.metricstore.class", "org.apache.storm.metricstore.NoOpMetricStore");
    settings.put("supervisor.monitor.frequency.secs", "1");
    settings.put("nimbus.monitor.freq.secs", "2");
    settings.put("task.heartbeat.frequency.secs", "1");
    SiteFile.writeLines(conf.resolve("storm.yaml"), ": ", settings);
    SiteFile.writeText(conf.resolve("log4j2.xml"), Log4j.TO_CONSOLE);
    SiteFile.writeText(conf.resolve("log4j2/cluster.xml"), Log4j.TO_CONSOLE);
    SiteFile.writeText(conf.resolve("log4j2/worker.xml"), workers());
    home();
  }

  private static String quoted(Path path) {
    return "\"" + path + "\"";
  }

  /** What Storm's archive would have unpacked. */
  private void home() throws IOException {
    Path home = home(folder);
    Path workers = Files.createDirectories(home.resolve("lib-worker"));
    Files.createDirectories(home.resolve("extlib"));
    Files.createDirectories(home.resolve("conf"));
    Files.copy(
        folder.conf("storm").resolve("storm.yaml"),
        home.resolve("conf/storm.yaml"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    for (Path jar : ClassPath.STORM_WORKER.files()) {
      Path link = workers.resolve(jar.getFileName());
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, jar);
    }
  }

  private static String workers() {
    return """
        <Configuration status="WARN">
          <Appenders>
            <File name="file" fileName="${sys:workers.artifacts}/${sys:storm.id}/${sys:worker.port}/worker.log">
              <PatternLayout pattern="%d{ISO8601} %p [%t] %c{2}: %m%n%throwable"/>
            </File>
          </Appenders>
          <Loggers>
            <Root level="INFO">
              <AppenderRef ref="file"/>
            </Root>
          </Loggers>
        </Configuration>
        """;
  }
}
