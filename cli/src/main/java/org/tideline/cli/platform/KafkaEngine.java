package org.tideline.cli.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A Kafka broker in this process that is its own controller (KRaft). */
final class KafkaEngine implements AutoCloseable {
  /** The record limit of the log, 10 MiB, and the batch around the record. */
  static final int MAX_RECORD_BYTES = (10 << 20) + (64 << 10);

  private static final String HOST = "127.0.0.1";

  private final KafkaRaftServer server;

  private KafkaEngine(KafkaRaftServer server) {
    this.server = server;
  }

  /** Returns when the broker takes records. */
  static KafkaEngine start(DataFolder data, Ports ports) throws IOException {
    Properties settings = settings(data, ports);
    format(data, settings);
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    server.startup();
    return new KafkaEngine(server);
  }

  static String address(Ports ports) {
    return HOST + ":" + ports.kafka();
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  /** Gives the broker's folder its cluster id, once in its life. */
  private static void format(DataFolder data, Properties settings) throws IOException {
    if (Files.exists(data.kafka().resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(data.kafka());
    Path file = Files.createTempFile(data.temporary(), "kafka", ".properties");
    try (OutputStream out = Files.newOutputStream(file)) {
      settings.store(out, null);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int exit =
        StorageTool.execute(
            new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()},
            new PrintStream(said, true, StandardCharsets.UTF_8));
    Files.delete(file);
    if (exit != 0) {
      throw new IOException(
          "kafka folder %s: expected to format it, found %s"
              .formatted(data.kafka(), said.toString(StandardCharsets.UTF_8).strip()));
    }
  }

  private static Properties settings(DataFolder data, Ports ports) {
    String broker = "PLAINTEXT://" + address(ports);
    String controller = HOST + ":" + ports.kafkaController();
    Properties settings = new Properties();
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("node.id", "1");
    settings.setProperty("controller.quorum.voters", "1@" + controller);
    settings.setProperty("listeners", broker + ",CONTROLLER://" + controller);
    settings.setProperty("advertised.listeners", broker);
    settings.setProperty("controller.listener.names", "CONTROLLER");
    settings.setProperty("log.dirs", data.kafka().toString());
    // A restarted broker waits until the session of its killed predecessor has ended: no longer
    // than HBase takes to start. The broker of a busy machine must not lose its own.
    settings.setProperty("broker.session.timeout.ms", "3000");
    settings.setProperty("broker.heartbeat.interval.ms", "200");

    settings.setProperty("auto.create.topics.enable", "false");
    settings.setProperty("message.max.bytes", Integer.toString(MAX_RECORD_BYTES));
    settings.setProperty("replica.fetch.max.bytes", Integer.toString(MAX_RECORD_BYTES));
    // The log is the source of everything here: only its reader may say what can go.
    settings.setProperty("log.retention.ms", "-1");
    // After a kill the last segments are read through: keep that short.
    settings.setProperty("log.segment.bytes", Integer.toString(64 << 20));

    settings.setProperty("offsets.topic.replication.factor", "1");
    settings.setProperty("offsets.topic.num.partitions", "1");
    settings.setProperty("transaction.state.log.replication.factor", "1");
    settings.setProperty("transaction.state.log.num.partitions", "1");
    settings.setProperty("transaction.state.log.min.isr", "1");
    settings.setProperty("group.initial.rebalance.delay.ms", "0");
    settings.setProperty("num.network.threads", "2");
    settings.setProperty("num.io.threads", "4");
    settings.setProperty("background.threads", "2");
    settings.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
    settings.setProperty("log.cleaner.io.buffer.size", Integer.toString(256 << 10));
    return settings;
  }
}
