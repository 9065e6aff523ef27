package org.tideline.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of the Oozie server. */
final class OozieSettings {
  /** Where on HDFS the jars of Oozie's own actions are. */
  static final String SHARELIB = "/user/oozie/share/lib";

  private final ClusterFolder folder;
  private final ClusterPorts ports;

  OozieSettings(ClusterFolder folder, ClusterPorts ports) {
    this.folder = folder;
    this.ports = ports;
  }

  static Path home(ClusterFolder folder) {
    return folder.data("oozie").resolve("home");
  }

  static Path logs(ClusterFolder folder) {
    return folder.logs().resolve("oozie");
  }

  static String url(ClusterPorts ports) {
    return "http://" + ports.address(Port.OOZIE) + "/oozie";
  }

  void write() throws IOException {
    // It makes none of them itself.
    Files.createDirectories(home(folder));
    Files.createDirectories(logs(folder));
    Files.createDirectories(folder.data("oozie").resolve("data"));
    Files.createDirectories(folder.data("oozie").resolve("jsp"));
    Path conf = folder.conf("oozie");
    Map<String, String> settings = new HashMap<>();
    String user = System.getProperty("user.name");
    settings.put("oozie.base.url", url(ports));
    settings.put("oozie.http.hostname", ClusterPorts.HOST);
    settings.put("oozie.http.port", ports.text(Port.OOZIE));
    settings.put("oozie.jsp.tmp.dir", folder.data("oozie").resolve("jsp").toString());
    settings.put("oozie.service.JPAService.create.db.schema", "true");
    settings.put(
        "oozie.service.JPAService.jdbc.url",
        "jdbc:derby:%s;create=true".formatted(folder.data("oozie").resolve("db")));
    settings.put(
        "oozie.service.HadoopAccessorService.hadoop.configurations", "*=" + folder.conf("hadoop"));
    settings.put(
        "oozie.service.HadoopAccessorService.action.configurations",
        "*=" + conf.resolve("action-conf"));
    settings.put("oozie.service.HadoopAccessorService.supported.filesystems", "hdfs");
    settings.put("oozie.service.WorkflowAppService.system.libpath", SHARELIB);
    settings.put("oozie.service.ProxyUserService.proxyuser.%s.hosts".formatted(user), "*");
    settings.put("oozie.service.ProxyUserService.proxyuser.%s.groups".formatted(user), "*");
    settings.put("oozie.launcher.default.memory.mb", "512");
    settings.put("oozie.launcher.default.max.attempts", "1");
    settings.put("oozie.launcher.default.queue", HadoopSettings.LAUNCHERS);
    // As often as a test needs it.
    settings.put("oozie.service.coord.check.maximum.frequency", "false");
    settings.put("oozie.service.CoordMaterializeTriggerService.lookup.interval", "5");
    settings.put("oozie.service.CoordMaterializeTriggerService.scheduling.interval", "5");
    settings.put("oozie.service.CoordMaterializeTriggerService.materialization.window", "3600");
    settings.put("oozie.service.StatusTransitService.statusTransit.interval", "5");
    settings.put("oozie.service.ActionCheckerService.action.check.interval", "10");
    settings.put("oozie.service.ActionCheckerService.action.check.delay", "10");
    settings.put("oozie.service.RecoveryService.interval", "10");
    settings.put("oozie.service.RecoveryService.coord.older.than", "10");
    settings.put("oozie.service.RecoveryService.wf.actions.older.than", "20");
    SiteFile.write(conf.resolve("oozie-site.xml"), settings);
    SiteFile.writeText(conf.resolve("adminusers.txt"), user + "\n");
    SiteFile.writeText(conf.resolve("action-conf/default.xml"), "<configuration/>\n");
    SiteFile.writeText(
        conf.resolve("oozie-log4j.properties"),
        """
        log4j.rootLogger=WARN,console
        log4j.logger.org.apache.oozie=INFO
        log4j.appender.console=org.apache.log4j.ConsoleAppender
        log4j.appender.console.layout=org.apache.log4j.PatternLayout
        log4j.appender.console.layout.ConversionPattern=%d{ISO8601} %5p %c{1}:%L - SERVER[${oozie.instance.id}] %m%n
        """);
    SiteFile.writeText(conf.resolve("webapp/index.html"), "<html/>\n");
  }
}
