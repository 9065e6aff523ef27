package org.tideline.schema.settings;

import java.io.Serializable;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Segmentation;

/**
 * What the realtime views of an epoch are computed with.
 *
 * @param analyzer name of the analyzer, as {@code TermAnalyzer.named} takes it
 * @param bucketSize milliseconds of ingest time
 * @param segmentRecords positions in one segment
 * @param partitions of the log
 * @param realtimePeriod milliseconds of ingest time in one set of realtime tables; a multiple of
 *     the bucket size
 */
public record EpochSettings(
    String analyzer, long bucketSize, int segmentRecords, int partitions, long realtimePeriod)
    implements Serializable {
  public EpochSettings {
    Settings.ANALYZER.checked(analyzer);
    Settings.BUCKET_SIZE.checked(bucketSize);
    Settings.SEGMENT_RECORDS.checked(segmentRecords);
    Settings.LOG_PARTITIONS.checked(partitions);
    Settings.REALTIME_PERIOD.checked(realtimePeriod);
    if (Math.floorMod(realtimePeriod, bucketSize) != 0) {
      throw new SettingException(
          "setting %s is %s: expected a multiple of %s, which is %s"
              .formatted(
                  Settings.REALTIME_PERIOD,
                  Settings.REALTIME_PERIOD.written(realtimePeriod),
                  Settings.BUCKET_SIZE,
                  Settings.BUCKET_SIZE.written(bucketSize)));
    }
  }

  public static EpochSettings from(TidelineConfiguration configuration) {
    return new EpochSettings(
        configuration.value(Settings.ANALYZER),
        configuration.value(Settings.BUCKET_SIZE),
        configuration.value(Settings.SEGMENT_RECORDS),
        configuration.value(Settings.LOG_PARTITIONS),
        configuration.value(Settings.REALTIME_PERIOD));
  }

  /** How a partition is divided. */
  public Segmentation segmentation() {
    return new Segmentation(new Buckets(bucketSize), segmentRecords);
  }
}
