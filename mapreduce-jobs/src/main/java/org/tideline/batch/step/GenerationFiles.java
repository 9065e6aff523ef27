package org.tideline.batch.step;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of one generation.
 *
 * <pre>
 *   tideline.root.dir/
 *     generations/00000003/
 *       current/        versions of every document and live positions, per partition
 *       words/          HFiles of the word counts, which HBase copies and the next run builds on
 *       index/          HFiles of the postings, which HBase copies and the next run builds on
 *       ranking/        HFiles of the ranking, until it is published
 *       building/       what a step is about to make; swept when the step runs again
 * </pre>
 *
 * What a step makes appears under its name by one rename, whole or not at all.
 */
public final class GenerationFiles {
  private final FileSystem files;
  private final Path folder;

  GenerationFiles(Path root, FileSystem files, int generation) {
    this.files = files;
    this.folder = new Path(new Path(root, "generations"), "%08d".formatted(generation));
  }

  /** Where what the step of that name has made is. */
  public Path made(String step) {
    return new Path(folder, step);
  }

  /** A new folder, not yet there, for a run of a step; those of earlier runs are deleted. */
  public Path building(String step) throws IOException {
    sweep(step);
    // Another name each time: a task of an earlier run that still lives must not write into this.
    return new Path(beingBuilt(step), UUID.randomUUID().toString());
  }

  /** Deletes what runs of a step were about to make. */
  public void sweep(String step) throws IOException {
    files.delete(beingBuilt(step), true);
  }

  private Path beingBuilt(String step) {
    return new Path(new Path(folder, "building"), step);
  }

  /** Puts {@code built} in the place of what the step has made. */
  public void commit(Path built, String step) throws IOException {
    Path made = made(step);
    if (!files.exists(built)) {
      // Swept by a run that took this one for dead: what it has made stays.
      throw new IOException("expected %s to be there, found it is not".formatted(built));
    }
    files.delete(made, true);
    if (!files.rename(built, made)) {
      throw new IOException("could not rename %s to %s".formatted(built, made));
    }
    sweep(step);
  }

  /** Deletes what the step of that name has made, if it is there. */
  public void discard(String step) throws IOException {
    files.delete(made(step), true);
  }

  /** Deletes everything; whether there was anything. */
  public boolean delete() throws IOException {
    return files.delete(folder, true);
  }
}
