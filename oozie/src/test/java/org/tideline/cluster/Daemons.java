package org.tideline.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All daemons of the cluster, in the order in which they are started. */
final class Daemons {
  static final String NAME_NODE = "namenode";
  static final String OOZIE = "oozie";

  private final ClusterFolder folder;
  private final ClusterPorts ports;

  Daemons(ClusterFolder folder, ClusterPorts ports) {
    this.folder = folder;
    this.ports = ports;
  }

  /** Those of one list are started together. */
  List<List<Daemon>> waves() {
    return List.of(
        List.of(zooKeeper(), nameNode(), kafka()),
        List.of(dataNode(), resourceManager(), nimbus()),
        List.of(
            nodeManager(),
            master(),
            regionServer(1, Port.REGION_SERVER_1),
            regionServer(2, Port.REGION_SERVER_2)),
        List.of(jobHistoryServer(), supervisor()));
  }

  /** Started last, when HDFS has what it needs. */
  Daemon oozie() {
    Path conf = folder.conf("oozie");
    return new Daemon(
        OOZIE,
        ClassPath.OOZIE,
        conf,
        384,
        List.of(
            "-Doozie.home.dir=" + OozieSettings.home(folder),
            "-Doozie.config.dir=" + conf,
            "-Doozie.log.dir=" + OozieSettings.logs(folder),
            "-Doozie.data.dir=" + folder.data("oozie").resolve("data"),
            "-Doozie.instance.id=tideline",
            "-Doozie.config.file=oozie-site.xml",
            "-Doozie.log4j.file=oozie-log4j.properties",
            "-Dlog4j.configuration=file:" + conf.resolve("oozie-log4j.properties"),
            "-Dderby.stream.error.file=" + folder.logs().resolve("derby.log")),
        "org.apache.oozie.server.EmbeddedOozieServer",
        List.of(),
        Port.OOZIE);
  }

  List<Daemon> all() {
    return Stream.concat(waves().stream().flatMap(List::stream), Stream.of(oozie())).toList();
  }

  private Daemon zooKeeper() {
    return hbase(
        "zookeeper",
        128,
        "org.apache.zookeeper.server.ZooKeeperServerMain",
        List.of(folder.conf("hbase").resolve("zoo.cfg").toString()),
        Port.ZOOKEEPER);
  }

  private Daemon master() {
    return hbase(
        "hmaster", 320, "org.apache.hadoop.hbase.master.HMaster", List.of("start"), Port.MASTER);
  }

  private Daemon regionServer(int number, Port port) {
    return hbase(
        "regionserver-" + number,
        512,
        "org.apache.hadoop.hbase.regionserver.HRegionServer",
        List.of("-D", "hbase.regionserver.port=" + ports.of(port), "start"),
        port);
  }

  private Daemon hbase(
      String name, int heapMegabytes, String mainClass, List<String> arguments, Port port) {
    Path conf = folder.conf("hbase");
    return new Daemon(
        name, ClassPath.HBASE, conf, heapMegabytes, log4j2(conf), mainClass, arguments, port);
  }

  private Daemon nameNode() {
    return hadoop(
        NAME_NODE, 256, "org.apache.hadoop.hdfs.server.namenode.NameNode", Port.NAME_NODE);
  }

  private Daemon dataNode() {
    return hadoop(
        "datanode", 256, "org.apache.hadoop.hdfs.server.datanode.DataNode", Port.DATA_NODE_IPC);
  }

  private Daemon resourceManager() {
    return hadoop(
        "resourcemanager",
        320,
        "org.apache.hadoop.yarn.server.resourcemanager.ResourceManager",
        Port.RESOURCE_MANAGER);
  }

  private Daemon nodeManager() {
    return hadoop(
        "nodemanager",
        256,
        "org.apache.hadoop.yarn.server.nodemanager.NodeManager",
        Port.NODE_MANAGER);
  }

  private Daemon jobHistoryServer() {
    return hadoop(
        "jobhistory", 256, "org.apache.hadoop.mapreduce.v2.hs.JobHistoryServer", Port.JOB_HISTORY);
  }

  private Daemon hadoop(String name, int heapMegabytes, String mainClass, Port port) {
    return new Daemon(
        name,
        ClassPath.HADOOP,
        folder.conf("hadoop"),
        heapMegabytes,
        List.of(),
        mainClass,
        List.of(),
        port);
  }

  private Daemon kafka() {
    Path conf = folder.conf("kafka");
    return new Daemon(
        "kafka",
        ClassPath.KAFKA,
        conf,
        320,
        log4j2(conf),
        "kafka.Kafka",
        List.of(KafkaSettings.file(folder).toString()),
        Port.KAFKA);
  }

  private Daemon nimbus() {
    return storm("nimbus", "org.apache.storm.daemon.nimbus.Nimbus", Port.NIMBUS);
  }

  private Daemon supervisor() {
    return storm("supervisor", "org.apache.storm.daemon.supervisor.Supervisor", Port.SUPERVISOR);
  }

  private Daemon storm(String name, String mainClass, Port port) {
    Path conf = folder.conf("storm");
    List<String> flags =
        Stream.concat(
                log4j2(conf).stream(),
                Stream.of(
                    "-Dstorm.home=" + StormSettings.home(folder),
                    "-Dstorm.log.dir=" + folder.logs()))
            .toList();
    return new Daemon(name, ClassPath.STORM, conf, 192, flags, mainClass, List.of(), port);
  }

  private static List<String> log4j2(Path conf) {
    return List.of("-Dlog4j2.configurationFile=" + conf.resolve("log4j2.xml"));
  }
}
