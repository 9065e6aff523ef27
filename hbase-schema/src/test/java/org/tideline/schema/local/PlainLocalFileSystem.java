package org.tideline.schema.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The local file system for tests with engines in the process: without checksum files, so that a
 * flush of HBase's log is one, and without a process of its own for every file's permissions.
 */
public class PlainLocalFileSystem extends LocalFileSystem {
  private static final class Raw extends RawLocalFileSystem {
    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      Files.setAttribute(pathToFile(path).toPath(), "unix:mode", (int) permission.toShort());
    }
  }

  /** Called by Hadoop, by reflection. */
  public PlainLocalFileSystem() {
    super(new Raw());
  }

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(name, conf);
    setWriteChecksum(false);
    setVerifyChecksum(false);
  }

  /** A name, so that a bulk load moves files unless it is told to copy them, as on HDFS. */
  @Override
  public String getCanonicalServiceName() {
    return "file:local";
  }
}
