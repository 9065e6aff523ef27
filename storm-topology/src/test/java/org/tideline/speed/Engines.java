package org.tideline.speed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.LocalHBaseCluster;
import org.apache.hadoop.metrics2.lib.DefaultMetricsSystem;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.tideline.schema.local.PlainLocalFileSystem;

/**
 * ZooKeeper, HBase, Kafka and Storm in this process, started once for all tests that run in it.
 * They end with it.
 */
final class Engines {
  private static final String HOST = "127.0.0.1";

  private final Configuration hbase;
  private final String kafka;
  private final LocalCluster storm;
  private final Properties brokerSettings;
  private KafkaRaftServer broker;

  private Engines(
      Configuration hbase, Properties brokerSettings, KafkaRaftServer broker, LocalCluster storm) {
    this.hbase = hbase;
    this.brokerSettings = brokerSettings;
    this.broker = broker;
    this.kafka = brokerSettings.getProperty("listeners").split(",")[0].split("//")[1];
    this.storm = storm;
  }

  private static final class Once {
    private static final Engines ENGINES = start();
  }

  static Engines shared() {
    return Once.ENGINES;
  }

  /** What a client of HBase needs. */
  Configuration hbase() {
    return new Configuration(hbase);
  }

  /** Where the log is. */
  String kafka() {
    return kafka;
  }

  LocalCluster storm() {
    return storm;
  }

  private static Engines start() {
    try {
      Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "engines");
      int zooKeeper = startZooKeeper(folder.resolve("zookeeper"));
      Configuration hbase = startHBase(folder, zooKeeper);
      Properties brokerSettings = formatKafka(folder);
      KafkaRaftServer broker = startKafka(brokerSettings);
      LocalCluster storm =
          new LocalCluster.Builder()
              .withSupervisors(1)
              .withPortsPerSupervisor(2)
              .withDaemonConf(Config.TOPOLOGY_ENABLE_MESSAGE_TIMEOUTS, true)
              .withDaemonConf(Config.STORM_ZOOKEEPER_SERVERS, List.of(HOST))
              .withDaemonConf(Config.STORM_ZOOKEEPER_PORT, (long) zooKeeper)
              .build();
      return new Engines(hbase, brokerSettings, broker, storm);
    } catch (Exception e) {
      throw new IllegalStateException("the engines do not start", e);
    }
  }

  private static int startZooKeeper(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    ZooKeeperServer server = new ZooKeeperServer(folder.toFile(), folder.toFile(), 2_000);
    ServerCnxnFactory connections =
        ServerCnxnFactory.createFactory(new InetSocketAddress(HOST, 0), 0);
    connections.startup(server);
    return connections.getLocalPort();
  }

  private static Configuration startHBase(Path folder, int zooKeeper) throws IOException {
    DefaultMetricsSystem.setMiniClusterMode(true);
    Configuration configuration = HBaseConfiguration.create();
    configuration.set("fs.file.impl", PlainLocalFileSystem.class.getName());
    configuration.set("hbase.zookeeper.quorum", HOST);
    configuration.setInt("hbase.zookeeper.property.clientPort", zooKeeper);
    configuration.set("hbase.rootdir", folder.resolve("hbase").toUri().toString());
    configuration.set("hbase.tmp.dir", folder.resolve("hbase-tmp").toString());
    // How soon a client asks again whether a table is made.
    configuration.setInt("hbase.client.pause", 20);
    Configuration server = new Configuration(configuration);
    server.setBoolean("hbase.unsafe.stream.capability.enforce", true);
    server.setBoolean("hbase.localcluster.assign.random.ports", true);
    server.set("hbase.master.hostname", "localhost");
    server.set("hbase.unsafe.regionserver.hostname", "localhost");
    server.setInt("hbase.master.info.port", -1);
    server.setInt("hbase.regionserver.info.port", -1);
    server.setInt("hbase.master.wait.on.regionservers.mintostart", 1);
    server.setInt("hbase.master.wait.on.regionservers.maxtostart", 1);
    server.setInt("hbase.master.wait.on.regionservers.interval", 50);
    server.setInt("hbase.master.wait.on.regionservers.timeout", 1_000);
    server.setInt("hbase.regionserver.msginterval", 100);
    server.setInt("hbase.regionserver.handler.count", 8);
    server.setInt("hbase.procedure.remote.dispatcher.delay.msec", 5);
    // The log, the speed layer and HBase share one heap.
    server.setFloat("hfile.block.cache.size", 0.15f);
    server.setFloat("hbase.regionserver.global.memstore.size", 0.25f);
    server.setInt("hbase.hregion.memstore.flush.size", 64 << 20);
    LocalHBaseCluster cluster = new LocalHBaseCluster(server, 1);
    cluster.startup();
    return configuration;
  }

  private static Properties formatKafka(Path folder) throws IOException {
    String broker = HOST + ":" + freePort();
    String controller = HOST + ":" + freePort();
    Path data = Files.createDirectories(folder.resolve("kafka"));
    Properties settings = new Properties();
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("node.id", "1");
    settings.setProperty("controller.quorum.voters", "1@" + controller);
    settings.setProperty(
        "listeners", "PLAINTEXT://%s,CONTROLLER://%s".formatted(broker, controller));
    settings.setProperty("controller.listener.names", "CONTROLLER");
    settings.setProperty("log.dirs", data.toString());
    settings.setProperty("auto.create.topics.enable", "false");
    settings.setProperty("message.max.bytes", Integer.toString(11 << 20));
    settings.setProperty("offsets.topic.replication.factor", "1");
    settings.setProperty("transaction.state.log.replication.factor", "1");
    settings.setProperty("transaction.state.log.num.partitions", "1");
    settings.setProperty("transaction.state.log.min.isr", "1");
    settings.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
    Path file = folder.resolve("kafka.properties");
    try (OutputStream out = Files.newOutputStream(file)) {
      settings.store(out, null);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int exit =
        StorageTool.execute(
            new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()},
            new PrintStream(said, true, StandardCharsets.UTF_8));
    if (exit != 0) {
      throw new IOException("kafka: " + said.toString(StandardCharsets.UTF_8));
    }
    return settings;
  }

  private static KafkaRaftServer startKafka(Properties settings) {
    KafkaRaftServer broker = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    broker.startup();
    return broker;
  }

  /** After it every partition has a new leader epoch. */
  void restartKafka() {
    broker.shutdown();
    broker.awaitShutdown();
    broker = startKafka(brokerSettings);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
