package org.tideline.batch.current;

import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import org.apache.avro.file.DataFileWriter;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.tideline.batch.archive.LivePositions;

/** The current versions and live positions of one partition while they are written. */
final class CurrentPartition implements AutoCloseable {
  private final FileSystem files;
  private final Path folder;
  private final int partition;
  private final Optional<CurrentVersions> base;
  private final DataFileWriter<CurrentVersion> out;
  private final LivePositions live = LivePositions.none();
  private final CurrentMerge merge;
  private long versions;

  /**
   * Begins the files of {@code partition} in {@code folder}.
   *
   * @param base folder of the versions to merge with, if there is a generation before
   */
  CurrentPartition(FileSystem files, Path folder, int partition, Optional<Path> base)
      throws IOException {
    this.files = files;
    this.folder = folder;
    this.partition = partition;
    this.base =
        base.isPresent()
            ? Optional.of(new CurrentVersions(files, CurrentFile.of(base.get(), partition)))
            : Optional.empty();
    this.out = CurrentFile.create(files.create(CurrentFile.of(folder, partition), true));
    Iterator<CurrentVersion> before =
        this.base
            .<Iterator<CurrentVersion>>map(versions -> versions)
            .orElseGet(Collections::emptyIterator);
    this.merge = new CurrentMerge(before, this::write);
  }

  CurrentMerge merge() {
    return merge;
  }

  private void write(CurrentVersion current) throws IOException {
    out.append(current);
    versions++;
    if (!current.deleted()) {
      live.add(current.version().position());
    }
  }

  /** Completes both files. */
  void finish() throws IOException {
    merge.finish();
    out.close();
    live.write(files, folder, partition);
  }

  long versions() {
    return versions;
  }

  long documents() {
    return live.count();
  }

  @Override
  public void close() throws IOException {
    out.close();
    if (base.isPresent()) {
      base.get().close();
    }
  }
}
