package org.tideline.batch.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Which records of the archive a job reads.
 *
 * @param dataset folder of the archive
 * @param from per partition, the first position
 * @param to per partition, the position after the last
 * @param live folder of live positions, where only the current documents are wanted
 * @param base folder of those of the base, where only the difference of both is wanted
 */
public record ArchiveInput(
    Path dataset,
    Map<Integer, Long> from,
    Map<Integer, Long> to,
    Optional<Path> live,
    Optional<Path> base) {
  private static final String KEY = "org.tideline.batch.input.";
  private static final String DATASET = KEY + "dataset";
  private static final String FROM = KEY + "from";
  private static final String TO = KEY + "to";
  private static final String LIVE = KEY + "live";
  private static final String BASE = KEY + "base";

  /** All records at {@code [from, to)}. */
  public static ArchiveInput records(
      MasterDataset dataset, Map<Integer, Long> from, Map<Integer, Long> to) {
    return new ArchiveInput(dataset.folder(), from, to, Optional.empty(), Optional.empty());
  }

  /** The current documents at {@code [from, to)}, by the live positions in {@code folder}. */
  public static ArchiveInput documents(
      MasterDataset dataset, Map<Integer, Long> from, Map<Integer, Long> to, Path folder) {
    return new ArchiveInput(dataset.folder(), from, to, Optional.of(folder), Optional.empty());
  }

  /**
   * What has changed of {@code documents} since a base: those that are live now and not by the
   * folder of the base, and the other way round, which {@link DocumentSigns} tells apart.
   */
  public static ArchiveInput changes(ArchiveInput documents, Path base) {
    return new ArchiveInput(
        documents.dataset, documents.from, documents.to, documents.live, Optional.of(base));
  }

  /** Hands it to the tasks of a job. */
  public void write(Configuration job) {
    job.set(DATASET, dataset.toString());
    job.set(FROM, written(from));
    job.set(TO, written(to));
    live.ifPresent(folder -> job.set(LIVE, folder.toString()));
    base.ifPresentOrElse(folder -> job.set(BASE, folder.toString()), () -> job.unset(BASE));
  }

  /** Whether a job reads changes, and not all documents. */
  static boolean isOfChanges(Configuration job) {
    return job.get(BASE) != null;
  }

  /** What the job handed over. */
  static ArchiveInput read(Configuration job) {
    return new ArchiveInput(
        new Path(job.get(DATASET)),
        positions(job.get(FROM)),
        positions(job.get(TO)),
        Optional.ofNullable(job.get(LIVE)).map(Path::new),
        Optional.ofNullable(job.get(BASE)).map(Path::new));
  }

  /** Which positions of a partition are wanted. */
  LongPredicate wanted(FileSystem files, int partition) throws IOException {
    if (base.isPresent()) {
      return changed(files, partition)::contains;
    }
    if (live.isPresent()) {
      return LivePositions.read(files, live.get(), partition)::contains;
    }
    long first = from.get(partition);
    long end = to.get(partition);
    return position -> first <= position && position < end;
  }

  /** What is to be read of {@code ranges}, in their order. */
  List<ArchiveSplit.Piece> pieces(FileSystem files, List<ArchivedRange> ranges) throws IOException {
    List<ArchiveSplit.Piece> pieces = new ArrayList<>();
    Map<Integer, LivePositions> changed = new TreeMap<>();
    for (ArchivedRange range : ranges) {
      if (base.isEmpty()) {
        pieces.add(range.whole());
        continue;
      }
      int partition = range.positions().partition();
      if (!changed.containsKey(partition)) {
        changed.put(partition, changed(files, partition));
      }
      pieces.addAll(range.holding(changed.get(partition)));
    }
    return pieces;
  }

  private LivePositions changed(FileSystem files, int partition) throws IOException {
    return LivePositions.read(files, live.orElseThrow(), partition)
        .differing(LivePositions.read(files, base.orElseThrow(), partition));
  }

  /** The positions of a partition that were live for the base, and are not any more. */
  LivePositions removed(FileSystem files, int partition) throws IOException {
    return base.isEmpty()
        ? LivePositions.none()
        : LivePositions.read(files, base.get(), partition)
            .without(LivePositions.read(files, live.orElseThrow(), partition));
  }

  private static String written(Map<Integer, Long> positions) {
    StringBuilder text = new StringBuilder();
    positions.forEach(
        (partition, position) -> text.append(partition).append(':').append(position).append(' '));
    return text.toString();
  }

  private static Map<Integer, Long> positions(String text) {
    Map<Integer, Long> positions = new TreeMap<>();
    for (String entry : text.isBlank() ? new String[0] : text.split(" ")) {
      int colon = entry.indexOf(':');
      positions.put(
          Integer.parseInt(entry, 0, colon, 10),
          Long.parseLong(entry, colon + 1, entry.length(), 10));
    }
    return positions;
  }
}
