package org.tideline.batch.archive;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * Whether a record that a job reads brings its document into the views, or takes what it said out
 * of them. Not safe for use by several threads.
 */
public final class DocumentSigns {
  private final Configuration job;
  private int partition = -1;
  private LivePositions removed = LivePositions.none();

  /** Those of the records that {@code job} reads. */
  public DocumentSigns(Configuration job) {
    this.job = job;
  }

  /** Whether the version at {@code record} was current for the base and is not any more. */
  public boolean isRemoved(ArchivedRecord record) throws IOException {
    if (!ArchiveInput.isOfChanges(job)) {
      return false;
    }
    if (record.partition() != partition) {
      ArchiveInput input = ArchiveInput.read(job);
      FileSystem files = input.dataset().getFileSystem(job);
      removed = input.removed(files, record.partition());
      partition = record.partition();
    }
    return removed.contains(record.position());
  }
}
