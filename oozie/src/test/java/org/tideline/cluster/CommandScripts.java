package org.tideline.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The commands that the engines' own distributions have and Maven's artifacts have not: {@code
 * hadoop}, {@code hdfs}, {@code hbase}, {@code storm} and {@code oozie}, each as thin as it can be:
 * the same main class on the same class path.
 */
final class CommandScripts {
  private final ClusterFolder folder;
  private final ClusterPorts ports;

  CommandScripts(ClusterFolder folder, ClusterPorts ports) {
    this.folder = folder;
    this.ports = ports;
  }

  void write() throws IOException {
    Files.createDirectories(folder.bin());
    SiteFile.writeText(
        folder.conf("commands").resolve("log4j.properties"),
        """
        log4j.rootLogger=WARN,console
        log4j.logger.org.apache.hadoop.mapreduce.Job=INFO
        log4j.appender.console=org.apache.log4j.ConsoleAppender
        log4j.appender.console.target=System.err
        log4j.appender.console.layout=org.apache.log4j.PatternLayout
        log4j.appender.console.layout.ConversionPattern=%p %c{2}: %m%n
        """);
    script(
        "hadoop",
        """
        case ${1:-} in
          jar) main=org.apache.hadoop.util.RunJar; shift ;;
          fs) main=org.apache.hadoop.fs.FsShell; shift ;;
          *) echo "usage: hadoop jar|fs ..." >&2; exit 2 ;;
        esac
        exec java %s -Dlog4j.configuration=file:%s -cp "${HADOOP_CONF_DIR:-%s}:%s${HADOOP_CLASSPATH:+:$HADOOP_CLASSPATH}" "$main" "$@"
        """
            .formatted(
                flags(512),
                folder.conf("commands").resolve("log4j.properties"),
                folder.conf(),
                ClassPath.HADOOP.jars()));
    script(
        "hdfs",
        """
        [ "${1:-}" = dfs ] || { echo "usage: hdfs dfs ..." >&2; exit 2; }
        shift
        exec %s fs "$@"
        """
            .formatted(folder.bin().resolve("hadoop")));
    script(
        "hbase",
        """
        conf=${HBASE_CONF_DIR:-%s}
        case ${1:-} in
          mapredcp) exec java %s -cp "$conf:%s" org.apache.hadoop.hbase.util.MapreduceDependencyClasspathTool ;;
          shell) shift; exec java %s -Dlog4j.configuration=file:%s -cp "$conf:%s${HBASE_CLASSPATH:+:$HBASE_CLASSPATH}" org.jruby.JarBootstrapMain "$@" ;;
          *) echo "usage: hbase mapredcp|shell ..." >&2; exit 2 ;;
        esac
        """
            .formatted(
                folder.conf(),
                flags(128),
                ClassPath.HBASE.jars(),
                flags(512),
                folder.conf("commands").resolve("log4j.properties"),
                ClassPath.HBASE_SHELL.jars()));
    script(
        "storm",
        """
        case ${1:-} in
          jar) jar=$2; shift 2 ;;
          list) set -- org.apache.storm.command.ListTopologies; jar= ;;
          kill) shift; set -- org.apache.storm.command.KillTopology "$@"; jar= ;;
          *) echo "usage: storm jar|list|kill ..." >&2; exit 2 ;;
        esac
        exec java %s -Dstorm.home=%s -Dstorm.jar="$jar" -cp "${jar:+$jar:}%s:%s" "$@"
        """
            .formatted(
                flags(384),
                StormSettings.home(folder),
                folder.conf("storm"),
                ClassPath.STORM.jars()));
    script(
        "oozie",
        """
        export OOZIE_URL=${OOZIE_URL:-%s}
        exec java %s -Dlog4j.configuration=file:%s -cp "%s" org.apache.oozie.cli.OozieCLI "$@"
        """
            .formatted(
                OozieSettings.url(ports),
                flags(128),
                folder.conf("commands").resolve("log4j.properties"),
                ClassPath.OOZIE.jars()));
  }

  private static String flags(int heapMegabytes) {
    return "-Xmx%dm %s".formatted(heapMegabytes, String.join(" ", Java.FLAGS));
  }

  private void script(String name, String text) throws IOException {
    Path file = folder.bin().resolve(name);
    Files.writeString(file, "#!/usr/bin/env bash\nset -euo pipefail\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
