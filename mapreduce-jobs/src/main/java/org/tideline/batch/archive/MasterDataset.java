package org.tideline.batch.archive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.tideline.schema.format.CorruptDataException;

/**
 * The archive of one log: per partition, disjoint ranges of positions without gaps.
 *
 * <pre>
 *   tideline.root.dir/
 *     master/topic-{id of the topic}/
 *       00000/                                          partition
 *         00000000000000000000-00000000000000017597/    positions [0, 17597)
 *           records.avro                                {@link ArchiveFile}
 *           range.json                                  {@link RangeSummary}
 *           blocks                                      {@link RangeBlocks}
 * </pre>
 *
 * A range is built elsewhere and renamed into place as a folder, so that it is there whole or not
 * at all, and never changes. A generation's cut may lie inside a range; its readers leave out what
 * is not below it.
 */
public final class MasterDataset {
  private static final Pattern RANGE = Pattern.compile("(\\d{20})-(\\d{20})");

  private final FileSystem files;
  private final Path folder;

  /** The archive in {@code folder}, which need not exist. */
  MasterDataset(FileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /** The archive of the topic with that id below {@code root}, the tideline.root.dir. */
  public static MasterDataset below(Path root, FileSystem files, String topicId) {
    // The prefix, since an id may begin with '_', which Hadoop takes for a hidden file.
    return new MasterDataset(files, new Path(new Path(root, "master"), "topic-" + topicId));
  }

  Path folder() {
    return folder;
  }

  /** Where a range is, below the archive's folder or one in which it is built. */
  static Path folder(Path below, PositionRange range) {
    return new Path(
        new Path(below, "%05d".formatted(range.partition())),
        "%020d-%020d".formatted(range.from(), range.to()));
  }

  /**
   * The ranges of a partition in the order of positions.
   *
   * @throws CorruptDataException if positions are missing between two of them, or are in both
   */
  List<ArchivedRange> ranges(int partition) throws IOException {
    Path below = new Path(folder, "%05d".formatted(partition));
    List<ArchivedRange> ranges = new ArrayList<>();
    for (FileStatus child : list(below)) {
      Matcher name = RANGE.matcher(child.getPath().getName());
      if (name.matches()) {
        PositionRange positions =
            new PositionRange(
                partition, Long.parseLong(name.group(1)), Long.parseLong(name.group(2)));
        ranges.add(new ArchivedRange(files, positions, child.getPath()));
      }
    }
    ranges.sort(Comparator.comparing(ArchivedRange::positions));
    for (int i = 1; i < ranges.size(); i++) {
      requireAdjacent(ranges.get(i - 1), ranges.get(i));
    }
    return Collections.unmodifiableList(ranges);
  }

  private FileStatus[] list(Path below) throws IOException {
    try {
      return files.listStatus(below);
    } catch (FileNotFoundException e) {
      // Nothing of this partition was archived yet.
      return new FileStatus[0];
    }
  }

  private static void requireAdjacent(ArchivedRange before, ArchivedRange after) {
    long expected = before.positions().to();
    long found = after.positions().from();
    if (found > expected) {
      throw new CorruptDataException(
          "archive: expected a range that begins at position %d of partition %d, found %s: [%d, %d) is missing; restore its folder"
              .formatted(expected, after.positions().partition(), after, expected, found));
    }
    if (found < expected) {
      throw new CorruptDataException(
          "archive: expected a range that begins at position %d, found %s beside %s: [%d, %d) is there twice; two runs archived at once, move the shorter one away"
              .formatted(
                  expected, after, before, found, Math.min(expected, after.positions().to())));
    }
  }

  /** Where the archive of a partition ends: the position after its last; empty if it has none. */
  public OptionalLong end(int partition) throws IOException {
    Optional<ArchivedRange> last = last(partition);
    return last.isPresent() ? OptionalLong.of(last.get().positions().to()) : OptionalLong.empty();
  }

  /**
   * The ingest time of a partition at the archive's end, in epoch milliseconds; 0 if it is empty.
   */
  public long maxIngestTime(int partition) throws IOException {
    return summary(partition).maxIngestTime();
  }

  /** What is known of a partition at the archive's end. */
  RangeSummary summary(int partition) throws IOException {
    Optional<ArchivedRange> last = last(partition);
    return last.isPresent() ? last.get().readSummary() : RangeSummary.NONE;
  }

  private Optional<ArchivedRange> last(int partition) throws IOException {
    List<ArchivedRange> ranges = ranges(partition);
    return ranges.isEmpty() ? Optional.empty() : Optional.of(ranges.get(ranges.size() - 1));
  }

  /**
   * The ranges with some position in {@code [from, to)} of their partition, ascending.
   *
   * @param from per partition
   * @param to per partition
   * @throws CorruptDataException if the archive does not hold all of them
   */
  List<ArchivedRange> covering(Map<Integer, Long> from, Map<Integer, Long> to) throws IOException {
    List<ArchivedRange> covering = new ArrayList<>();
    for (Map.Entry<Integer, Long> start : new TreeMap<>(from).entrySet()) {
      PositionRange wanted;
      if (start.getValue().equals(to.get(start.getKey()))) {
        continue;
      }
      wanted = new PositionRange(start.getKey(), start.getValue(), to.get(start.getKey()));
      List<ArchivedRange> ranges =
          ranges(wanted.partition()).stream()
              .filter(range -> range.positions().overlaps(wanted))
              .toList();
      requireCovered(wanted, ranges);
      covering.addAll(ranges);
    }
    return covering;
  }

  private void requireCovered(PositionRange wanted, List<ArchivedRange> ranges) {
    long begin = ranges.isEmpty() ? 0 : ranges.get(0).positions().from();
    long end = ranges.isEmpty() ? 0 : ranges.get(ranges.size() - 1).positions().to();
    if (begin > wanted.from() || end < wanted.to()) {
      throw new CorruptDataException(
          "archive %s: expected %s, found [%d, %d) of it; run the step archive, or restore the folders that are missing"
              .formatted(folder, wanted, begin, end));
    }
  }

  /**
   * How many records stand at {@code [from, to)}, as far as it is known without reading them: empty
   * if a range lies only partly in it.
   */
  public OptionalLong records(Map<Integer, Long> from, Map<Integer, Long> to) throws IOException {
    long records = 0;
    for (ArchivedRange range : covering(from, to)) {
      int partition = range.positions().partition();
      if (!range.positions().within(from.get(partition), to.get(partition))) {
        return OptionalLong.empty();
      }
      records += range.readSummary().records();
    }
    return OptionalLong.of(records);
  }

  /**
   * Renames a range that was built below {@code built} into place.
   *
   * @throws IOException if the archive no longer ends where the range begins, or the file system
   *     refuses
   */
  void commit(Path built, PositionRange range) throws IOException {
    OptionalLong end = end(range.partition());
    if (end.isPresent() && end.getAsLong() != range.from()) {
      throw new IOException(
          "archive %s: expected %s to continue it, but it ends at %d now; another run archives too, run the step again"
              .formatted(folder, range, end.getAsLong()));
    }
    Path source = folder(built, range);
    Path target = folder(folder, range);
    files.mkdirs(target.getParent());
    if (!files.rename(source, target)) {
      throw new IOException("archive: could not rename %s to %s".formatted(source, target));
    }
  }
}
