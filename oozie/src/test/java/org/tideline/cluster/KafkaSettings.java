package org.tideline.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** The settings of the broker, which is its own controller. */
final class KafkaSettings {
  private final ClusterFolder folder;
  private final ClusterPorts ports;

  KafkaSettings(ClusterFolder folder, ClusterPorts ports) {
    this.folder = folder;
    this.ports = ports;
  }

  static Path file(ClusterFolder folder) {
    return folder.conf("kafka").resolve("server.properties");
  }

  /** Writes them, and gives the broker's folder its cluster id, once in its life. */
  void write() throws IOException {
    String broker = "PLAINTEXT://" + ports.address(Port.KAFKA);
    String controller = ports.address(Port.KAFKA_CONTROLLER);
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@" + controller);
    settings.put("listeners", broker + ",CONTROLLER://" + controller);
    settings.put("advertised.listeners", broker);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("log.dirs", folder.data("kafka").toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("message.max.bytes", Integer.toString(HBaseSettings.CELL_BYTES));
    settings.put("replica.fetch.max.bytes", Integer.toString(HBaseSettings.CELL_BYTES));
    settings.put("log.retention.ms", "-1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
    SiteFile.writeLines(file(folder), "=", settings);
    SiteFile.writeText(folder.conf("kafka").resolve("log4j2.xml"), Log4j.TO_CONSOLE);
    if (!Files.exists(folder.data("kafka").resolve("meta.properties"))) {
      format();
    }
  }

  private void format() throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int exit =
        StorageTool.execute(
            new String[] {
              "format", "-t", Uuid.randomUuid().toString(), "-c", file(folder).toString()
            },
            new PrintStream(said, true, StandardCharsets.UTF_8));
    if (exit != 0) {
      throw new IOException(
          "kafka: expected to format its folder, found "
              + said.toString(StandardCharsets.UTF_8).strip());
    }
  }
}
