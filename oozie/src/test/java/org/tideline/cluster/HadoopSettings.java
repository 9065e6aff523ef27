package org.tideline.cluster;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The settings of HDFS, YARN and MapReduce. */
final class HadoopSettings {
  /** The queue of Oozie's launchers. */
  static final String LAUNCHERS = "launchers";

  /** Memory that YARN gives to containers, in MB. */
  private static final int NODE_MEGABYTES = 4_096;

  private static final String TASK_FLAGS = " " + String.join(" ", Java.FLAGS);

  private final ClusterFolder folder;
  private final ClusterPorts ports;

  HadoopSettings(ClusterFolder folder, ClusterPorts ports) {
    this.folder = folder;
    this.ports = ports;
  }

  /** Writes those of the daemons and those of clients. */
  void write() throws IOException {
    for (var conf : new java.nio.file.Path[] {folder.conf("hadoop"), folder.conf()}) {
      SiteFile.write(conf.resolve("core-site.xml"), core());
      SiteFile.write(conf.resolve("hdfs-site.xml"), hdfs());
      SiteFile.write(conf.resolve("yarn-site.xml"), yarn());
      SiteFile.write(conf.resolve("mapred-site.xml"), mapReduce());
    }
    SiteFile.write(folder.conf("hadoop").resolve("capacity-scheduler.xml"), queues());
    SiteFile.writeText(
        folder.conf("hadoop").resolve("log4j.properties"),
        """
        log4j.rootLogger=INFO,console
        log4j.appender.console=org.apache.log4j.ConsoleAppender
        log4j.appender.console.layout=org.apache.log4j.PatternLayout
        log4j.appender.console.layout.ConversionPattern=%d{ISO8601} %p %c{2}: %m%n
        """);
    // The jar of HDFS comes without them, and its daemons do not start without them.
    for (String application : new String[] {"hdfs", "datanode"}) {
      SiteFile.writeText(
          folder.conf("hadoop").resolve("webapps").resolve(application).resolve("WEB-INF/web.xml"),
          "<web-app/>\n");
    }
  }

  Map<String, String> core() {
    String user = System.getProperty("user.name");
    return Map.of(
        "fs.defaultFS",
        "hdfs://" + ports.address(Port.NAME_NODE),
        "hadoop.tmp.dir",
        folder.data("hadoop").toString(),
        "hadoop.proxyuser.%s.hosts".formatted(user),
        "*",
        "hadoop.proxyuser.%s.groups".formatted(user),
        "*");
  }

  Map<String, String> hdfs() {
    Map<String, String> settings = new HashMap<>();
    settings.put("dfs.replication", "1");
    settings.put("dfs.namenode.name.dir", folder.data("namenode").toUri().toString());
    settings.put("dfs.datanode.data.dir", folder.data("datanode").toUri().toString());
    settings.put("dfs.namenode.rpc-address", ports.address(Port.NAME_NODE));
    settings.put("dfs.namenode.http-address", ports.address(Port.NAME_NODE_WEB));
    settings.put("dfs.datanode.address", ports.address(Port.DATA_NODE));
    settings.put("dfs.datanode.http.address", ports.address(Port.DATA_NODE_WEB));
    settings.put("dfs.datanode.ipc.address", ports.address(Port.DATA_NODE_IPC));
    settings.put("dfs.namenode.datanode.registration.ip-hostname-check", "false");
    settings.put("dfs.namenode.safemode.extension", "0");
    settings.put("dfs.namenode.handler.count", "4");
    settings.put("dfs.datanode.du.reserved", "0");
    return settings;
  }

  Map<String, String> yarn() throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("yarn.resourcemanager.hostname", ClusterPorts.HOST);
    settings.put("yarn.resourcemanager.address", ports.address(Port.RESOURCE_MANAGER));
    settings.put(
        "yarn.resourcemanager.scheduler.address", ports.address(Port.RESOURCE_MANAGER_SCHEDULER));
    settings.put(
        "yarn.resourcemanager.resource-tracker.address",
        ports.address(Port.RESOURCE_MANAGER_TRACKER));
    settings.put("yarn.resourcemanager.admin.address", ports.address(Port.RESOURCE_MANAGER_ADMIN));
    settings.put("yarn.resourcemanager.webapp.address", ports.address(Port.RESOURCE_MANAGER_WEB));
    settings.put("yarn.resourcemanager.nodemanagers.heartbeat-interval-ms", "200");
    settings.put("yarn.nodemanager.hostname", ClusterPorts.HOST);
    settings.put("yarn.nodemanager.address", ports.address(Port.NODE_MANAGER));
    settings.put("yarn.nodemanager.localizer.address", ports.address(Port.NODE_MANAGER_LOCALIZER));
    settings.put("yarn.nodemanager.webapp.address", ports.address(Port.NODE_MANAGER_WEB));
    settings.put("yarn.nodemanager.aux-services", "mapreduce_shuffle");
    settings.put("yarn.nodemanager.local-dirs", folder.data("nodemanager").toString());
    settings.put("yarn.nodemanager.log-dirs", folder.logs().resolve("containers").toString());
    settings.put("yarn.nodemanager.resource.memory-mb", Integer.toString(NODE_MEGABYTES));
    settings.put("yarn.nodemanager.resource.cpu-vcores", "16");
    settings.put("yarn.nodemanager.vmem-check-enabled", "false");
    settings.put("yarn.nodemanager.pmem-check-enabled", "false");
    settings.put(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "99.5");
    settings.put("yarn.nodemanager.delete.debug-delay-sec", "0");
    settings.put("yarn.scheduler.minimum-allocation-mb", "128");
    settings.put("yarn.scheduler.maximum-allocation-mb", Integer.toString(NODE_MEGABYTES));
    settings.put(
        "yarn.application.classpath", folder.conf("hadoop") + "," + tasks().replace(':', ','));
    return settings;
  }

  Map<String, String> mapReduce() throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("mapreduce.framework.name", "yarn");
    settings.put("mapreduce.jobhistory.address", ports.address(Port.JOB_HISTORY));
    settings.put("mapreduce.jobhistory.admin.address", ports.address(Port.JOB_HISTORY_ADMIN));
    settings.put("mapreduce.jobhistory.webapp.address", ports.address(Port.JOB_HISTORY_WEB));
    settings.put("mapreduce.shuffle.port", ports.text(Port.NODE_MANAGER_SHUFFLE));
    settings.put("mapreduce.application.classpath", tasks().replace(':', ','));
    settings.put("mapreduce.map.memory.mb", "512");
    settings.put("mapreduce.map.java.opts", "-Xmx384m" + TASK_FLAGS);
    settings.put("mapreduce.reduce.memory.mb", "512");
    settings.put("mapreduce.reduce.java.opts", "-Xmx384m" + TASK_FLAGS);
    settings.put("mapreduce.task.io.sort.mb", "32");
    settings.put("mapreduce.reduce.shuffle.input.buffer.percent", "0.4");
    // Two cores: reducers that wait for mappers take the time of those.
    settings.put("mapreduce.job.reduce.slowstart.completedmaps", "1.0");
    settings.put("yarn.app.mapreduce.am.resource.mb", "384");
    settings.put("yarn.app.mapreduce.am.command-opts", "-Xmx256m" + TASK_FLAGS);
    settings.put("yarn.app.mapreduce.am.scheduler.heartbeat.interval-ms", "200");
    settings.put("yarn.app.mapreduce.am.staging-dir", "/user");
    // By default a client asks every 5 s whether its job is done.
    settings.put("mapreduce.client.completion.pollinterval", "200");
    settings.put("mapreduce.client.progressmonitor.pollinterval", "200");
    return settings;
  }

  private static String tasks() throws IOException {
    return ClassPath.HADOOP.jars();
  }

  /** Launchers get a quarter, so that they never keep their own jobs from running. */
  private static Map<String, String> queues() {
    String root = "yarn.scheduler.capacity.root.";
    return Map.of(
        "yarn.scheduler.capacity.resource-calculator",
        "org.apache.hadoop.yarn.util.resource.DefaultResourceCalculator",
        "yarn.scheduler.capacity.maximum-am-resource-percent",
        "0.5",
        root + "queues",
        "default," + LAUNCHERS,
        root + "default.capacity",
        "75",
        root + "default.maximum-capacity",
        "100",
        root + LAUNCHERS + ".capacity",
        "25",
        root + LAUNCHERS + ".maximum-capacity",
        "25",
        root + LAUNCHERS + ".maximum-am-resource-percent",
        "1.0");
  }
}
