package org.tideline.batch;

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
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.tideline.schema.local.PlainLocalFileSystem;

/**
 * ZooKeeper, HBase and Kafka in this process, started once for all tests that run in it, and what
 * MapReduce needs to run in it too. They end with it.
 */
final class Engines {
  private static final String HOST = "127.0.0.1";

  private final Configuration hadoop;
  private final String kafka;

  private Engines(Configuration hadoop, String kafka) {
    this.hadoop = hadoop;
    this.kafka = kafka;
  }

  private static final class Once {
    private static final Engines ENGINES = start();
  }

  static Engines shared() {
    return Once.ENGINES;
  }

  /** What a client of HBase and MapReduce needs. */
  Configuration hadoop() {
    return new Configuration(hadoop);
  }

  /** Where the log is. */
  String kafka() {
    return kafka;
  }

  private static Engines start() {
    try {
      Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "engines");
      int zooKeeper = startZooKeeper(folder.resolve("zookeeper"));
      Configuration hadoop = startHBase(folder, zooKeeper);
      addMapReduce(hadoop, folder);
      String kafka = startKafka(folder);
      return new Engines(hadoop, kafka);
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

  private static void addMapReduce(Configuration configuration, Path folder) {
    configuration.set("hbase.fs.tmp.dir", folder.resolve("hbase-staging").toUri().toString());
    configuration.set("hadoop.tmp.dir", folder.resolve("hadoop").toString());
    configuration.set("mapreduce.framework.name", "local");
    configuration.setInt("mapreduce.local.map.tasks.maximum", 2);
    configuration.setInt("mapreduce.local.reduce.tasks.maximum", 2);
    configuration.setInt("mapreduce.client.completion.pollinterval", 20);
    configuration.setInt("mapreduce.client.progressmonitor.pollinterval", 20);
  }

  private static String startKafka(Path folder) throws IOException {
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
    new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM).startup();
    return broker;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
