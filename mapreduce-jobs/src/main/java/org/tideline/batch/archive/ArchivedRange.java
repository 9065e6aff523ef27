package org.tideline.batch.archive;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A range that the archive holds whole. */
final class ArchivedRange {
  private static final String RECORDS = "records.avro";
  private static final String SUMMARY = "range.json";
  private static final String BLOCKS = "blocks";

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

  static Path blocks(Path folder) {
    return new Path(folder, BLOCKS);
  }

  PositionRange positions() {
    return positions;
  }

  FileStatus records() throws IOException {
    return files.getFileStatus(records(folder));
  }

  /** All of its records. */
  ArchiveSplit.Piece whole() throws IOException {
    FileStatus records = records();
    return new ArchiveSplit.Piece(positions.partition(), records.getPath(), 0, records.getLen());
  }

  /** The parts of its records that hold a position that is {@code wanted}. */
  List<ArchiveSplit.Piece> holding(LivePositions wanted) throws IOException {
    if (wanted.countBelow(positions.to()) == wanted.countBelow(positions.from())) {
      return List.of();
    }
    FileStatus records = records();
    return RangeBlocks.read(files, blocks(folder), positions.from())
        .holding(wanted, positions.to(), records.getLen())
        .stream()
        .map(
            extent ->
                new ArchiveSplit.Piece(
                    positions.partition(),
                    records.getPath(),
                    extent.start(),
                    extent.end() - extent.start()))
        .toList();
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
