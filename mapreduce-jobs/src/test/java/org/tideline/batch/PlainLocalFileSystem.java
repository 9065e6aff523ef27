package org.tideline.batch;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;

/** The local file system without checksum files, so that a flush of HBase's log is one. */
public final class PlainLocalFileSystem extends LocalFileSystem {
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
