package org.tideline.schema.settings;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Segmentation;
import org.tideline.views.view.Admission;

/**
 * What the realtime views of an epoch are computed with.
 *
 * @param analyzer name of the analyzer, as {@code TermAnalyzer.named} takes it
 * @param bucketSize milliseconds of ingest time
 * @param segmentRecords positions in one segment
 * @param partitions of the log
 * @param realtimePeriod milliseconds of ingest time in one set of realtime tables; a multiple of
 *     the bucket size, in whole seconds
 * @param windows by what event time counts
 * @param views of users, and which documents are taken
 */
public record EpochSettings(
    String analyzer,
    long bucketSize,
    int segmentRecords,
    int partitions,
    long realtimePeriod,
    WindowSettings windows,
    ViewSettings views)
    implements Serializable {
  public EpochSettings {
    Settings.ANALYZER.checked(analyzer);
    Settings.BUCKET_SIZE.checked(bucketSize);
    Settings.SEGMENT_RECORDS.checked(segmentRecords);
    Settings.LOG_PARTITIONS.checked(partitions);
    Settings.REALTIME_PERIOD.checked(realtimePeriod);
    if (Math.floorMod(realtimePeriod, bucketSize) != 0) {
      throw Settings.REALTIME_PERIOD.refused(
          realtimePeriod,
          "a multiple of %s, which is \"%s\""
              .formatted(Settings.BUCKET_SIZE, Settings.BUCKET_SIZE.written(bucketSize)));
    }
    if (Math.floorMod(realtimePeriod, 1_000L) != 0) {
      throw Settings.REALTIME_PERIOD.refused(
          realtimePeriod, "whole seconds, since the realtime tables are named by them");
    }
  }

  /** Without views of users, and with the limits of a release. */
  public EpochSettings(
      String analyzer,
      long bucketSize,
      int segmentRecords,
      int partitions,
      long realtimePeriod,
      WindowSettings windows) {
    this(
        analyzer,
        bucketSize,
        segmentRecords,
        partitions,
        realtimePeriod,
        windows,
        ViewSettings.NONE);
  }

  /**
   * Reads them.
   *
   * @throws SettingException if one is missing or does not fit the others
   */
  public static EpochSettings from(TidelineConfiguration configuration) {
    return new EpochSettings(
        configuration.value(Settings.ANALYZER),
        configuration.value(Settings.BUCKET_SIZE),
        configuration.value(Settings.SEGMENT_RECORDS),
        configuration.value(Settings.LOG_PARTITIONS),
        configuration.value(Settings.REALTIME_PERIOD),
        WindowSettings.from(configuration),
        ViewSettings.from(configuration));
  }

  /** Which documents both layers take; not safe for use by several threads. */
  public Admission admission() {
    return views.admission(analyzer);
  }

  /** How a partition is divided. */
  public Segmentation segmentation() {
    return new Segmentation(new Buckets(bucketSize), segmentRecords);
  }

  /**
   * What an epoch records of them: name to value, written so that equal settings are equal text.
   * The analyzer is recorded by its fingerprint, which changes with the release of Lucene; the
   * topic is not among them, since the epoch records it with its id.
   */
  public SortedMap<String, String> recorded() {
    SortedMap<String, String> recorded = new TreeMap<>();
    try (TermAnalyzer terms = TermAnalyzer.named(analyzer)) {
      recorded.put(Settings.ANALYZER.key(), terms.fingerprint());
    }
    recorded.put(Settings.BUCKET_SIZE.key(), Settings.BUCKET_SIZE.written(bucketSize));
    recorded.put(Settings.SEGMENT_RECORDS.key(), Settings.SEGMENT_RECORDS.written(segmentRecords));
    recorded.put(Settings.LOG_PARTITIONS.key(), Settings.LOG_PARTITIONS.written(partitions));
    recorded.put(Settings.REALTIME_PERIOD.key(), Settings.REALTIME_PERIOD.written(realtimePeriod));
    windows.record(recorded);
    views.record(recorded);
    return Collections.unmodifiableSortedMap(recorded);
  }

  /**
   * Refuses to go on in an epoch that was opened with other settings.
   *
   * @param recorded what the epoch recorded when it was opened
   * @throws SettingException if a setting differs, naming all that do, one per line
   */
  public void requireRecorded(int epoch, Map<String, String> recorded) {
    Map<String, String> current = recorded();
    String differences =
        Stream.concat(current.keySet().stream(), recorded.keySet().stream())
            .distinct()
            .sorted()
            .filter(key -> !Objects.equals(current.get(key), recorded.get(key)))
            .map(key -> difference(epoch, key, recorded.get(key), current.get(key)))
            .collect(Collectors.joining("\n"));
    if (!differences.isEmpty()) {
      throw new SettingException(differences);
    }
  }

  private static String difference(int epoch, String key, String recorded, String current) {
    if (ViewSettings.isFingerprint(key)) {
      return ViewSettings.difference(epoch, key, recorded, current);
    }
    return recorded == null
        ? "epoch %d was opened by an earlier release, which had no setting %s; start anew from an empty folder or namespace, or go on with that release"
            .formatted(epoch, key)
        : "setting %s is %s: expected %s, with which epoch %d was opened; set it back, or start anew from an empty folder or namespace"
            .formatted(key, quoted(current), quoted(recorded), epoch);
  }

  private static String quoted(String value) {
    return value == null ? "not set" : "\"%s\"".formatted(value);
  }
}
