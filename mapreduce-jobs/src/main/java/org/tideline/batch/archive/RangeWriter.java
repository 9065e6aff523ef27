package org.tideline.batch.archive;

import java.io.IOException;
import org.apache.avro.file.DataFileWriter;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.views.window.EventBounds;
import org.tideline.views.window.EventClock;

/** Writes one range of the archive where it is built. */
final class RangeWriter implements AutoCloseable {
  private final FileSystem files;
  private final Path folder;
  private final DataFileWriter<ArchivedRecord> out;
  private final LogRecordCodec codec;
  private final EventBounds bounds;
  private long records;
  private long maxIngestTime;
  private EventClock clock;

  /**
   * Begins the range below {@code building}.
   *
   * @param before what is known of its partition before the range
   */
  RangeWriter(
      FileSystem files,
      Path building,
      PositionRange range,
      RangeSummary before,
      EpochSettings settings)
      throws IOException {
    this.files = files;
    this.folder = MasterDataset.folder(building, range);
    this.maxIngestTime = before.maxIngestTime();
    this.clock = new EventClock(before.watermark(), 0, 0);
    this.codec = new LogRecordCodec(settings.partitions());
    this.bounds = settings.windows().bounds();
    this.out = ArchiveFile.create(files.create(ArchivedRange.records(folder), true));
  }

  void append(ArchivedRecord record) throws IOException {
    out.append(record);
    records++;
    maxIngestTime = Math.max(maxIngestTime, record.logAppendTime());
    clock = clock.after(record.decode(codec).change(), maxIngestTime, bounds);
  }

  /** Completes the range, which is none before. */
  void finish() throws IOException {
    out.close();
    try (var summary = files.create(ArchivedRange.summary(folder), true)) {
      summary.write(new RangeSummary(records, maxIngestTime, clock.watermark()).encode());
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
