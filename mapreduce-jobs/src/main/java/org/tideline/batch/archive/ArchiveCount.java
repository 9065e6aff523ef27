package org.tideline.batch.archive;

/** What a job counts that reads the archive. */
public enum ArchiveCount {
  /** Bytes of the archive's files, as they are stored. */
  BYTES
}
