package org.tideline.batch.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileWriter;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.views.window.EventBounds;
import org.tideline.views.window.EventClock;

/** Writes one range of the archive where it is built. */
final class RangeWriter implements AutoCloseable {
  private static final long BLOCK_BYTES = 256 << 10;

  private final FileSystem files;
  private final Path folder;
  private final DataFileWriter<ArchivedRecord> out;
  private final LogRecordCodec codec;
  private final EventBounds bounds;
  private final List<RangeBlocks.Block> blocks = new ArrayList<>();
  private long blockBytes;
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
    this.codec = LogRecordCodec.admitting(settings);
    this.bounds = settings.windows().bounds();
    this.out = ArchiveFile.create(files.create(ArchivedRange.records(folder), true));
  }

  void append(ArchivedRecord record) throws IOException {
    if (blocks.isEmpty()) {
      blocks.add(new RangeBlocks.Block(record.position(), 0));
    } else if (blockBytes >= BLOCK_BYTES) {
      blocks.add(
          new RangeBlocks.Block(record.position(), out.sync() - DataFileConstants.SYNC_SIZE));
      blockBytes = 0;
    }
    out.append(record);
    blockBytes += record.key().map(k -> k.length).orElse(0);
    blockBytes += record.value().map(v -> v.length).orElse(0);
    records++;
    maxIngestTime = Math.max(maxIngestTime, record.logAppendTime());
    clock = clock.after(record.decode(codec).change(), maxIngestTime, bounds);
  }

  /** Completes the range, which is none before. */
  void finish() throws IOException {
    out.close();
    new RangeBlocks(blocks).write(files, ArchivedRange.blocks(folder));
    try (var summary = files.create(ArchivedRange.summary(folder), true)) {
      summary.write(new RangeSummary(records, maxIngestTime, clock.watermark()).encode());
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
