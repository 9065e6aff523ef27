package org.tideline.batch.archive;

import java.io.IOException;
import org.apache.avro.file.DataFileWriter;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writes one range of the archive where it is built. */
final class RangeWriter implements AutoCloseable {
  private final FileSystem files;
  private final Path folder;
  private final DataFileWriter<ArchivedRecord> out;
  private long records;
  private long maxIngestTime;

  /**
   * Begins the range below {@code building}.
   *
   * @param maxIngestTime of its partition before the range, in epoch milliseconds
   */
  RangeWriter(FileSystem files, Path building, PositionRange range, long maxIngestTime)
      throws IOException {
    this.files = files;
    this.folder = MasterDataset.folder(building, range);
    this.maxIngestTime = maxIngestTime;
    this.out = ArchiveFile.create(files.create(ArchivedRange.records(folder), true));
  }

  void append(ArchivedRecord record) throws IOException {
    out.append(record);
    records++;
    maxIngestTime = Math.max(maxIngestTime, record.logAppendTime());
  }

  /** Completes the range, which is none before. */
  void finish() throws IOException {
    out.close();
    try (var summary = files.create(ArchivedRange.summary(folder), true)) {
      summary.write(new RangeSummary(records, maxIngestTime).encode());
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
