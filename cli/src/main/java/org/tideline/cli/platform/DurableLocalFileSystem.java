package org.tideline.cli.platform;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The local file system of a machine, good enough for HBase's write-ahead log: what was flushed
 * survives the death of the process.
 *
 * <p>Hadoop's own {@link LocalFileSystem} keeps a checksum file beside every file and buffers for
 * it, so that a flush is not one; {@link RawLocalFileSystem} flushes, but is refused by MapReduce's
 * local runner, which wants a {@code LocalFileSystem}. This one is a {@code LocalFileSystem}
 * without checksum files. HBase and Kafka keep checksums of their own.
 *
 * <p>Every process that works on a platform's data folder names it as {@code fs.file.impl}.
 */
public final class DurableLocalFileSystem extends LocalFileSystem {
  /** Called by Hadoop, by reflection. */
  public DurableLocalFileSystem() {
    super(new UnixFileSystem());
    leaveOutChecksums();
  }

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(name, conf);
    leaveOutChecksums();
  }

  /**
   * One name for the whole machine: HBase's bulk load moves a file only where the source and the
   * table's file system have the same one, and copies it otherwise.
   */
  @Override
  public String getCanonicalServiceName() {
    return "file:local";
  }

  private void leaveOutChecksums() {
    setWriteChecksum(false);
    setVerifyChecksum(false);
  }
}
