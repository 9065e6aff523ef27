package org.tideline.batch.archive;

import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A range that the archive holds whole. */
final class ArchivedRange {
  private static final String RECORDS = "records.avro";
  private static final String SUMMARY = "range.json";

  private final FileSystem files;
  private final PositionRange positions;
  private final Path folder;

  ArchivedRange(FileSystem files, PositionRange positions, Path folder) {
    this.files = files;
    this.positions = positions;
    this.folder = folder;
  }

  static Path records(Path folder) {
    return new Path(folder, RECORDS);
  }

  static Path summary(Path folder) {
    return new Path(folder, SUMMARY);
  }

  PositionRange positions() {
    return positions;
  }

  FileStatus records() throws IOException {
    return files.getFileStatus(records(folder));
  }

  RangeSummary readSummary() throws IOException {
    Path file = summary(folder);
    try (var in = files.open(file)) {
      return RangeSummary.decode(in.readAllBytes(), "archive file " + file);
    }
  }

  @Override
  public String toString() {
    return "%s in %s".formatted(positions, folder);
  }
}
