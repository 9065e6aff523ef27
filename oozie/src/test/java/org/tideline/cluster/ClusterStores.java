package org.tideline.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.tideline.cli.platform.SiteFiles;

/** What the stores of a new cluster need before it can be used. */
final class ClusterStores {
  private static final FsPermission ALL = new FsPermission("1777");

  private final ClusterFolder folder;
  private final ClusterPorts ports;

  ClusterStores(ClusterFolder folder, ClusterPorts ports) {
    this.folder = folder;
    this.ports = ports;
  }

  /** The folders on HDFS that an installation has, and the jars of Oozie's own actions. */
  void makeFolders() throws IOException, InterruptedException {
    Configuration configuration = SiteFiles.load(folder.conf());
    URI name = URI.create("hdfs://" + ports.address(Port.NAME_NODE));
    try (FileSystem files = FileSystem.newInstance(name, configuration)) {
      for (String open : List.of("/tmp", "/user")) {
        files.mkdirs(hdfs(open), ALL);
        files.setPermission(hdfs(open), ALL);
      }
      files.mkdirs(hdfs("/user/" + System.getProperty("user.name")));
      org.apache.hadoop.fs.Path actions =
          hdfs(OozieSettings.SHARELIB + "/lib_20260101000000/oozie");
      if (!files.exists(actions)) {
        files.mkdirs(actions);
        for (Path jar : ClassPath.OOZIE.files()) {
          String file = jar.getFileName().toString();
          if (file.startsWith("oozie-sharelib-oozie") || file.startsWith("json-simple")) {
            files.copyFromLocalFile(hdfs(jar.toUri().toString()), actions);
          }
        }
      }
    }
  }

  private static org.apache.hadoop.fs.Path hdfs(String path) {
    return new org.apache.hadoop.fs.Path(path);
  }

  /** Returns when a table can be made. */
  void awaitHBase(Duration patience) throws IOException {
    Configuration configuration = HBaseConfiguration.create(SiteFiles.load(folder.conf()));
    configuration.setLong("hbase.client.operation.timeout", patience.toMillis());
    configuration.setInt("hbase.client.retries.number", Integer.MAX_VALUE);
    try (Connection connection = ConnectionFactory.createConnection(configuration);
        Admin admin = connection.getAdmin()) {
      admin.listTableNames();
    }
  }
}
