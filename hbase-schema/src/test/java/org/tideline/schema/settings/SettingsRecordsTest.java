package org.tideline.schema.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Segmentation;

/** Valid or not born. */
class SettingsRecordsTest {
  private static final WindowSettings WINDOWS = new WindowSettings(60_000, 120_000, "UTC");
  private static final EpochSettings EPOCH =
      new EpochSettings("letter", 10_000, 50, 2, 86_400_000, WINDOWS);

  @Test
  void dividesPartitionsByBucketAndSegment() {
    assertThat(EPOCH.segmentation()).isEqualTo(new Segmentation(new Buckets(10_000), 50));
  }

  @Test
  void refusesAPeriodThatIsNoMultipleOfTheBucket() {
    assertRefused(
        () -> new EpochSettings("letter", 7_000, 50, 2, 86_400_000, WINDOWS),
        "setting tideline.realtime.period is \"1d\": expected a multiple of tideline.bucket.size, which is \"7s\"");
  }

  @Test
  void refusesAPeriodOfBrokenSeconds() {
    assertRefused(
        () -> new EpochSettings("letter", 100, 50, 2, 1_500, WINDOWS),
        "setting tideline.realtime.period is \"1500ms\": expected whole seconds, since the realtime tables are named by them");
  }

  @Test
  void refusesValuesOutOfBoundsInEveryRecord() {
    assertRefused(
        () -> new EpochSettings("letter", 10_000, 0, 2, 86_400_000, WINDOWS),
        "setting tideline.segment.records is \"0\": expected a whole number from 1 to 10000000");
    assertRefused(
        () -> new LogSettings("a:1", "log", 2, 33),
        "setting tideline.log.replication.factor is \"33\": expected a whole number from 1 to 32");
    assertRefused(
        () -> new BatchSettings(new Path("data"), 60_000, 1 << 20, 1 << 20, 1, 1, 1),
        "setting tideline.root.dir is \"data\": expected an absolute path, with or without a file system, such as /tideline or hdfs://namenode:8020/tideline");
    assertRefused(
        () -> new GenerationSettings(60_000, true, 10_000, 1, 0),
        "setting tideline.retention.generations is \"1\": expected a whole number from 2 to 10000");
    assertRefused(
        () -> new QuerySettings(99, 200, 2_000, 0),
        "setting tideline.query.timeout is \"99ms\": expected a time from 100ms to 1h, such as 500ms, 10s or 24h; a plain number is milliseconds");
  }

  @Test
  void nothingIsReadLongerThanAQueryAndWhatItBeganWith() {
    assertThat(new QuerySettings(30_000, 200, 2_000, 0).longestReading()).isEqualTo(32_200);
  }

  @Test
  void refusesNumbersOutOfBounds() {
    assertRefused(
        () -> new SearchSettings(Float.NaN, 0.4f, 1, 0, 0),
        "setting tideline.query.bm25.k1 is \"NaN\": expected a number from 0 to 10, such as 0.9");
    assertRefused(
        () -> new SearchSettings(0.9f, 1.1f, 1, 0, 0),
        "setting tideline.query.bm25.b is \"1.1\": expected a number from 0 to 1, such as 0.9");
  }

  @Test
  void refusesLessInFlightThanOneTuple() {
    assertRefused(
        () -> speed(200, 4 << 20, (4 << 20) - 1024, 300_000),
        "setting tideline.bytes.in.flight is \"4095k\": expected at least tideline.tuple.bytes, which is \"4m\"");
    assertThatCode(() -> speed(200, 4 << 20, 4 << 20, 300_000)).doesNotThrowAnyException();
  }

  @Test
  void refusesATupleTimeoutOfBrokenSeconds() {
    assertRefused(
        () -> speed(200, 1, 1, 1_500),
        "setting tideline.tuple.timeout is \"1500ms\": expected whole seconds, since Storm takes no others");
    assertThat(speed(200, 1, 1, 2_000).tupleTimeoutSeconds()).isEqualTo(2);
  }

  @Test
  void refusesATupleTimeoutWithinTheFlushInterval() {
    assertRefused(
        () -> speed(2_000, 1, 1, 2_000),
        "setting tideline.tuple.timeout is \"2s\": expected more than tideline.flush.interval, which is \"2s\", since a flush answers a tuple");
  }

  @Test
  void refusesAGraceThatAQueryMayOutlast() {
    QuerySettings queries = new QuerySettings(30_000, 200, 2_000, 0);
    assertRefused(
        () -> new LiveSettings(1_024, 10_000, 32_000).requireLongerThan(queries),
        "setting tideline.live.grace is \"32s\": expected more than tideline.query.timeout, tideline.query.staleness and tideline.query.refresh together, which are 32200 ms, since a query reads that long");
    assertThatCode(() -> new LiveSettings(1_024, 10_000, 32_201).requireLongerThan(queries))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesAStalenessBelowTheRefresh() {
    assertRefused(
        () -> new QuerySettings(30_000, 200, 199, 0),
        "setting tideline.query.staleness is \"199ms\": expected at least tideline.query.refresh, which is \"200ms\"");
  }

  @Test
  void recordsEverySettingThatIsFixedForAnEpoch() {
    assertThat(EPOCH.recorded().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Settings.ALL.stream()
                .filter(setting -> setting.life() == Setting.Life.EPOCH)
                .filter(setting -> setting != Settings.LOG_TOPIC)
                // Recorded view by view, by their fingerprints.
                .filter(setting -> setting != Settings.VIEWS)
                .map(Setting::key)
                .toList());
    try (TermAnalyzer letter = TermAnalyzer.named("letter")) {
      assertThat(EPOCH.recorded())
          .containsExactly(
              Map.entry("tideline.analyzer", letter.fingerprint()),
              Map.entry("tideline.bucket.size", "10s"),
              Map.entry("tideline.future.bound", "2m"),
              Map.entry("tideline.lateness.bound", "1m"),
              Map.entry("tideline.limit.text.bytes", "10m"),
              Map.entry("tideline.limit.token.chars", "256"),
              Map.entry("tideline.limit.tokens", "10000000"),
              Map.entry("tideline.limit.view.key.bytes", "1024"),
              Map.entry("tideline.limit.view.value.bytes", "65536"),
              Map.entry("tideline.log.partitions", "2"),
              Map.entry("tideline.realtime.period", "1d"),
              Map.entry("tideline.segment.records", "50"),
              Map.entry("tideline.window.zone", "UTC"));
    }
  }

  @Test
  void refusesZonesWhoseOffsetsAreNotOfWholeMinutes() {
    assertRefused(
        () -> new WindowSettings(0, 0, "Africa/Monrovia"),
        "setting tideline.window.zone is \"Africa/Monrovia\": expected UTC, an offset such as +05:30, or a region such as Europe/Berlin, of whole minutes since 1970");
  }

  @Test
  void refusesAnEpochWithAnotherLatenessBound() {
    EpochSettings other =
        new EpochSettings(
            "letter", 10_000, 50, 2, 86_400_000, new WindowSettings(5_000, 120_000, "UTC"));
    assertRefused(
        () -> other.requireRecorded(3, EPOCH.recorded()),
        "setting tideline.lateness.bound is \"5s\": expected \"1m\", with which epoch 3 was opened; set it back, or start anew from an empty folder or namespace");
  }

  @Test
  void refusesAnEpochWithOtherSettings() {
    Map<String, String> recorded = new TreeMap<>(EPOCH.recorded());
    assertThatCode(() -> EPOCH.requireRecorded(3, recorded)).doesNotThrowAnyException();

    recorded.put("tideline.bucket.size", "5s");
    recorded.put("tideline.zone", "UTC");
    assertRefused(
        () -> EPOCH.requireRecorded(3, recorded),
        """
        setting tideline.bucket.size is "10s": expected "5s", with which epoch 3 was opened; set it back, or start anew from an empty folder or namespace
        setting tideline.zone is not set: expected "UTC", with which epoch 3 was opened; set it back, or start anew from an empty folder or namespace""");
  }

  private static EpochSettings with(String views) {
    ViewSettings none = ViewSettings.NONE;
    return new EpochSettings(
        "letter",
        10_000,
        50,
        2,
        86_400_000,
        WINDOWS,
        new ViewSettings(
            views,
            none.textBytes(),
            none.tokens(),
            none.tokenChars(),
            none.keyBytes(),
            none.valueBytes()));
  }

  @Test
  void refusesAnEpochWithOtherViews() {
    Map<String, String> recorded = with("document-count").recorded();
    String fingerprint = recorded.get("tideline.views.document-count");
    assertThatCode(() -> with("document-count").requireRecorded(3, recorded))
        .doesNotThrowAnyException();
    assertRefused(
        () -> with("").requireRecorded(3, recorded),
        "view document-count: epoch 3 was opened with it (%s); put it back into tideline.views, or start anew from an empty folder or namespace"
            .formatted(fingerprint));
    assertRefused(
        () -> with("document-count").requireRecorded(3, EPOCH.recorded()),
        "view document-count: epoch 3 was opened without it; take it out of tideline.views, or start anew from an empty folder or namespace");
    EpochSettings changed = with("document-count zone=Europe/Berlin");
    assertRefused(
        () -> changed.requireRecorded(3, recorded),
        "view document-count is %s: expected %s, with which epoch 3 was opened; its code or settings changed: put the jar and the settings back, or start anew from an empty folder or namespace"
            .formatted(changed.recorded().get("tideline.views.document-count"), fingerprint));
  }

  @Test
  void refusesAViewThatIsNotThere() {
    assertRefused(
        () -> with("billing").recorded(),
        "setting tideline.views: view \"billing\" is not on the class path; found are: document-count, word-count, word-windows; put its jar into plugins/");
  }

  private static SpeedSettings speed(long flush, long tuple, long inFlight, long timeout) {
    return new SpeedSettings(flush, 1 << 20, tuple, inFlight, 1_000, timeout, 1, 2, 1, 1, 10_000);
  }

  private static void assertRefused(ThrowingCallable born, String message) {
    assertThatThrownBy(born).isInstanceOf(SettingException.class).hasMessage(message);
  }
}
