package org.tideline.cluster;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The settings of HBase and its ZooKeeper. */
final class HBaseSettings {
  /** The greatest record of the log, 10 MiB, and what a cell has around it. */
  static final int CELL_BYTES = (10 << 20) + (64 << 10);

  private final ClusterFolder folder;
  private final ClusterPorts ports;

  HBaseSettings(ClusterFolder folder, ClusterPorts ports) {
    this.folder = folder;
    this.ports = ports;
  }

  void write() throws IOException {
    HadoopSettings hadoop = new HadoopSettings(folder, ports);
    SiteFile.write(folder.conf("hbase").resolve("core-site.xml"), hadoop.core());
    SiteFile.write(folder.conf("hbase").resolve("hdfs-site.xml"), hadoop.hdfs());
    Map<String, String> servers = client();
    servers.putAll(servers());
    SiteFile.write(folder.conf("hbase").resolve("hbase-site.xml"), servers);
    SiteFile.write(folder.conf().resolve("hbase-site.xml"), client());
    SiteFile.writeText(folder.conf("hbase").resolve("log4j2.xml"), Log4j.TO_CONSOLE);
    SiteFile.writeText(
        folder.conf("hbase").resolve("zoo.cfg"),
        """
        dataDir=%s
        clientPort=%d
        clientPortAddress=127.0.0.1
        tickTime=2000
        maxSessionTimeout=90000
        maxClientCnxns=0
        admin.enableServer=false
        """
            .formatted(folder.data("zookeeper"), ports.of(Port.ZOOKEEPER)));
  }

  /** What a client has to know. */
  private Map<String, String> client() {
    Map<String, String> settings = new HashMap<>();
    settings.put("hbase.zookeeper.quorum", ClusterPorts.HOST);
    settings.put("hbase.zookeeper.property.clientPort", ports.text(Port.ZOOKEEPER));
    settings.put("hbase.client.keyvalue.maxsize", Integer.toString(CELL_BYTES));
    // Bulk loads and tasks ask for it.
    settings.put("hbase.rootdir", "hdfs://" + ports.address(Port.NAME_NODE) + "/hbase");
    return settings;
  }

  private Map<String, String> servers() {
    Map<String, String> settings = new HashMap<>();
    settings.put("hbase.cluster.distributed", "true");
    settings.put("hbase.wal.provider", "filesystem");
    settings.put("hbase.tmp.dir", folder.data("hbase").toString());
    settings.put("hbase.server.keyvalue.maxsize", Integer.toString(CELL_BYTES));
    settings.put("hbase.master.hostname", ClusterPorts.HOST);
    settings.put("hbase.unsafe.regionserver.hostname", ClusterPorts.HOST);
    settings.put("hbase.master.ipc.address", "127.0.0.1");
    settings.put("hbase.regionserver.ipc.address", "127.0.0.1");
    settings.put("hbase.master.port", ports.text(Port.MASTER));
    settings.put("hbase.master.info.port", "-1");
    settings.put("hbase.regionserver.info.port", "-1");
    settings.put("hbase.master.wait.on.regionservers.mintostart", "2");
    settings.put("hbase.master.wait.on.regionservers.maxtostart", "2");
    settings.put("hbase.master.wait.on.regionservers.interval", "100");
    settings.put("hbase.regionserver.msginterval", "1000");
    settings.put("hbase.regionserver.handler.count", "8");
    settings.put("hbase.master.handler.count", "6");
    settings.put("zookeeper.session.timeout", "90000");
    return settings;
  }
}
