package org.tideline.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteFilesTest {
  private static final Ports PORTS = new Ports(1, 2, 3, 4, 5);

  @TempDir Path path;

  @Test
  void refusesAFolderWithoutConfiguration() {
    assertThatThrownBy(() -> SiteFiles.load(path))
        .isInstanceOf(PlatformException.class)
        .hasMessage(
            "configuration folder %s: expected core-site.xml, hdfs-site.xml, mapred-site.xml, yarn-site.xml, hbase-site.xml, tideline-site.xml, found none of them; name the folder that has them with --conf",
            path);
  }

  @Test
  void givesClientsWhatTheyNeed() throws IOException {
    DataFolder folder = new DataFolder(path);
    SiteFiles.write(folder, PORTS, Map.of("tideline.words.analyzer", "letter"));
    Configuration configuration = SiteFiles.load(folder.configuration());

    assertThat(configuration.get("hbase.zookeeper.property.clientPort")).isEqualTo("1");
    assertThat(configuration.get("hbase.rootdir")).isEqualTo("file://" + path + "/hbase");
    assertThat(configuration.getInt("hbase.client.keyvalue.maxsize", 0)).isGreaterThan(10 << 20);
    assertThat(configuration.get("mapreduce.framework.name")).isEqualTo("local");
    assertThat(configuration.get("tideline.words.analyzer")).isEqualTo("letter");
    assertThat(FileSystem.get(URI.create("file:///"), configuration))
        .isInstanceOf(DurableLocalFileSystem.class);
  }

  @Test
  void remembersSettings() throws IOException {
    DataFolder folder = new DataFolder(path);
    assertThat(SiteFiles.settings(folder.configuration())).isEmpty();
    SiteFiles.write(folder, PORTS, Map.of("tideline.a", "1 < 2 & \"3\""));
    assertThat(SiteFiles.settings(folder.configuration()))
        .containsExactly(Map.entry("tideline.a", "1 < 2 & \"3\""));
  }

  @Test
  void refusesSettingsThatThePlatformMakes() {
    assertThatThrownBy(
            () ->
                LocalPlatform.start(
                    path, Map.of("tideline.root.dir", "/x"), (engine, address, took) -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "setting tideline.root.dir: expected none for a platform of one machine, which sets it itself, found \"/x\"; leave it out");
  }

  @Test
  void refusesSettingsThatDoNotFitTogether() {
    assertThatThrownBy(
            () ->
                LocalPlatform.check(
                    path, Map.of("tideline.flush.interval", "1m", "tideline.tuple.timeout", "30s")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "setting tideline.tuple.timeout is \"30s\": expected more than tideline.flush.interval, which is \"1m\", since a flush answers a tuple");
    assertThatThrownBy(
            () -> LocalPlatform.check(path, Map.of("tideline.realtime.period", "86403s")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LocalPlatform.check(path, Map.of("tideline.query.staleness", "100ms")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsNewSettingsFromTheFolderUntilTheyAreOfUse() throws IOException {
    DataFolder folder = new DataFolder(path);
    Map<String, String> before = Map.of("tideline.a", "1", "tideline.b", "2");
    Map<String, String> now = Map.of("tideline.a", "1", "tideline.b", "3", "tideline.c", "4");

    Configuration configuration = LocalPlatform.configuration(folder, PORTS, before, now);

    assertThat(SiteFiles.settings(folder.configuration())).isEqualTo(before);
    assertThat(new Configuration(configuration).getPropsWithPrefix("tideline."))
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", "1", "b", "3", "c", "4"));
  }
}
