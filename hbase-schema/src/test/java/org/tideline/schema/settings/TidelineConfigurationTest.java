package org.tideline.schema.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TidelineConfigurationTest {
  private static final WindowSettings WINDOWS = new WindowSettings(600_000, 600_000, "UTC");

  @TempDir Path folder;

  @Test
  void readsDefaults() {
    TidelineConfiguration configuration = load("tideline.log.bootstrap.servers", "localhost:9092");

    assertThat(EpochSettings.from(configuration))
        .isEqualTo(new EpochSettings("standard", 10_000, 20_000, 2, 86_400_000, WINDOWS));
    assertThat(LogSettings.from(configuration))
        .isEqualTo(new LogSettings("localhost:9092", "tideline", 2, 1));
    assertThat(SpeedSettings.from(configuration))
        .isEqualTo(
            new SpeedSettings(
                200, 64 << 20, 4 << 20, 32 << 20, 1_000, 300_000, 1, 2, 1, 1, 10_000));
    assertThat(BatchSettings.from(configuration))
        .isEqualTo(
            new BatchSettings(
                new org.apache.hadoop.fs.Path("/tideline"), 60_000, 64 << 20, 64 << 20, 2, 2, 7));
    assertThat(QuerySettings.from(configuration))
        .isEqualTo(new QuerySettings(30_000, 200, 2_000, 0));
    assertThat(GenerationSettings.from(configuration))
        .isEqualTo(new GenerationSettings(60_000, true, 10_000, 3, 0));
    assertThat(configuration.namespace()).isEqualTo("tideline");
  }

  @ParameterizedTest
  @CsvSource({"500, 500", "500ms, 500", "3s, 3000", "2m, 120000", "1h, 3600000", "' 1h ', 3600000"})
  void readsTimesInHadoopsUnits(String written, long milliseconds) {
    assertThat(load("tideline.query.timeout", written).value(Settings.QUERY_TIMEOUT))
        .isEqualTo(milliseconds);
  }

  @ParameterizedTest
  @CsvSource({"70000, 70000", "64k, 65536", "3m, 3145728", "3M, 3145728", "1g, 1073741824"})
  void readsSizesWithHadoopsPrefixes(String written, long bytes) {
    assertThat(load("tideline.words.buffer", written).value(Settings.WORDS_BUFFER))
        .isEqualTo(bytes);
  }

  @Test
  void namesTheNearestKnownOneForAnUnknownSetting() {
    assertRefused(
        "tideline.bucket.sise",
        "5s",
        "setting tideline.bucket.sise (programmatically) is unknown; did you mean tideline.bucket.size?");
    assertRefused(
        "tideline.log.bootstrap.server",
        "a:1",
        "setting tideline.log.bootstrap.server (programmatically) is unknown; did you mean tideline.log.bootstrap.servers?");
  }

  @ParameterizedTest
  @CsvSource({"ten", "99ms", "3600001", "-10s", "2d", "9999999999d", "''", "10 parsecs"})
  void refusesTimesThatAreNoneOrOutOfBounds(String written) {
    String expected =
        "expected a time from 100ms to 1h, such as 500ms, 10s or 24h; a plain number is milliseconds";
    assertRefused(
        "tideline.query.timeout",
        written,
        written.isEmpty()
            ? "setting tideline.query.timeout is not set: %s; set it in tideline-site.xml or with -Dtideline.query.timeout=..."
                .formatted(expected)
            : "setting tideline.query.timeout is \"%s\" (programmatically): %s"
                .formatted(written, expected));
  }

  @ParameterizedTest
  @CsvSource({"big", "65535", "1025m", "-1m", "64q"})
  void refusesSizesThatAreNoneOrOutOfBounds(String written) {
    assertRefused(
        "tideline.words.buffer",
        written,
        "setting tideline.words.buffer is \"%s\" (programmatically): expected a size from 64k to 1g, such as 64k, 16m or 1g; a plain number is bytes"
            .formatted(written));
  }

  @ParameterizedTest
  @CsvSource({"0", "1025", "two", "1.5", "-1"})
  void refusesCountsThatAreNoneOrOutOfBounds(String written) {
    assertRefused(
        "tideline.log.partitions",
        written,
        "setting tideline.log.partitions is \"%s\" (programmatically): expected a whole number from 1 to 1024"
            .formatted(written));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tideline.analyzer|klingon|one of the analyzers %s",
        "tideline.log.topic|..|1 to 249 of a-z, A-Z, 0-9, '.', '_' and '-', not . or ..",
        "tideline.log.topic|a b|1 to 249 of a-z, A-Z, 0-9, '.', '_' and '-', not . or ..",
        "tideline.log.bootstrap.servers|localhost|host:port of one or more Kafka brokers, separated by commas",
        "tideline.log.bootstrap.servers|a:1,,b:2|host:port of one or more Kafka brokers, separated by commas",
        "tideline.hbase.namespace|hbase|1 or more letters, digits and '_', not the namespaces of HBase itself",
        "tideline.hbase.namespace|a-b|1 or more letters, digits and '_', not the namespaces of HBase itself",
        "tideline.root.dir|data|an absolute path, with or without a file system, such as /tideline or hdfs://namenode:8020/tideline",
      })
  void refusesWordsThatBreakTheirRule(String key, String written, String expected) {
    assertRefused(
        key,
        written,
        "setting %s is \"%s\" (programmatically): expected %s"
            .formatted(
                key,
                written,
                expected.formatted(
                    String.join(", ", org.tideline.views.analysis.TermAnalyzer.names()))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tideline.analyzer|letter",
        "tideline.log.topic|a.b_c-D9",
        "tideline.log.bootstrap.servers|kafka-1.example.org:9092, [::1]:9093",
        "tideline.hbase.namespace|default",
        "tideline.root.dir|file:///tmp/a b",
      })
  void takesWordsThatKeepTheirRule(String key, String written) {
    assertThat(load(key, written).hadoop().get(key)).isEqualTo(written);
  }

  @Test
  void namesAllFaultsAtOnce() {
    Configuration base = new Configuration(false);
    base.set("tideline.heartbeat", "never", "from command line");
    base.set("tideline.flash.interval", "1s", "from command line");

    assertThatThrownBy(() -> TidelineConfiguration.load(base))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            """
            setting tideline.flash.interval (from command line) is unknown; did you mean tideline.flush.interval?
            setting tideline.heartbeat is "never" (from command line): expected a time from 10ms to 1m, such as 500ms, 10s or 24h; a plain number is milliseconds""");
  }

  @Test
  void asksForTheBrokersOnlyWhereTheyAreNeeded() {
    TidelineConfiguration configuration = TidelineConfiguration.load(new Configuration(false));

    assertThatThrownBy(() -> LogSettings.from(configuration))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "setting tideline.log.bootstrap.servers is not set: expected host:port of one or more Kafka brokers, separated by commas; set it in tideline-site.xml or with -Dtideline.log.bootstrap.servers=...");
  }

  @Test
  void theFutureBoundFollowsTheLatenessBoundUnlessItIsSet() {
    assertThat(EpochSettings.from(load("tideline.lateness.bound", "5s")).windows())
        .isEqualTo(new WindowSettings(5_000, 5_000, "UTC"));
    assertThat(EpochSettings.from(load("tideline.future.bound", "7s")).windows())
        .isEqualTo(new WindowSettings(600_000, 7_000, "UTC"));
  }

  @Test
  void prefersTheGivenToTheSiteAndTheSiteToTheDefault() throws IOException {
    Configuration base =
        withSite(property("tideline.bucket.size", "1s") + property("tideline.log.partitions", "3"));
    base.set("tideline.bucket.size", "2s");

    assertThat(EpochSettings.from(TidelineConfiguration.load(base)))
        .isEqualTo(new EpochSettings("standard", 2_000, 20_000, 3, 86_400_000, WINDOWS));
  }

  @Test
  void prefersAJobsFileToTheSite() throws IOException {
    Configuration base = withSite(property("tideline.bucket.size", "1s"));
    String job = file(property("tideline.bucket.size", "2s"));
    base.addResource(new ByteArrayInputStream(job.getBytes(StandardCharsets.UTF_8)), "job.xml");

    assertThat(EpochSettings.from(TidelineConfiguration.load(base)).bucketSize()).isEqualTo(2_000);
  }

  @Test
  void changesNothingWhenLoadedAgain() {
    Configuration once = load("tideline.bucket.size", "5s").hadoop();
    Configuration twice = TidelineConfiguration.load(once).hadoop();

    assertThat(twice.iterator()).toIterable().containsExactlyInAnyOrderElementsOf(once);
    assertThat(twice.get("tideline.bucket.size")).isEqualTo("5s");
  }

  @Test
  void leavesTheGivenConfigurationAlone() {
    Configuration base = new Configuration(false);
    TidelineConfiguration.load(base);

    assertThat(base.iterator()).isExhausted();
  }

  @Test
  void namesTheSiteFileInAFault() throws IOException {
    Configuration base = withSite(property("tideline.flush.bytes", "2g"));

    assertThatThrownBy(() -> TidelineConfiguration.load(base))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "setting tideline.flush.bytes is \"2g\" (tideline-site.xml): expected a size from 1 to 1g, such as 64k, 16m or 1g; a plain number is bytes");
  }

  @Test
  void refusesSettingsOfOthersInTheSiteFile() throws IOException {
    Configuration base = withSite(property("hbase.zookeeper.quorum", "a"));

    assertThatThrownBy(() -> TidelineConfiguration.load(base))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "setting hbase.zookeeper.quorum in tideline-site.xml does not begin with tideline.: settings of Hadoop and HBase belong in core-site.xml or hbase-site.xml");
  }

  private static TidelineConfiguration load(String key, String value) {
    Configuration base = new Configuration(false);
    base.set(key, value);
    return TidelineConfiguration.load(base);
  }

  private static void assertRefused(String key, String value, String message) {
    assertThatThrownBy(() -> load(key, value))
        .isInstanceOf(SettingException.class)
        .hasMessage(message);
  }

  private Configuration withSite(String properties) throws IOException {
    Files.writeString(folder.resolve("tideline-site.xml"), file(properties));
    Configuration base = new Configuration(false);
    base.setClassLoader(
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader()));
    return base;
  }

  private static String file(String properties) {
    return "<configuration>%s</configuration>".formatted(properties);
  }

  private static String property(String name, String value) {
    return "<property><name>%s</name><value>%s</value></property>".formatted(name, value);
  }
}
