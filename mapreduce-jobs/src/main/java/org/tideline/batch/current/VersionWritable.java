package org.tideline.batch.current;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableUtils;
import org.tideline.views.document.Version;

/** A version on its way from a mapper to a reducer. */
public final class VersionWritable implements Writable {
  private Version version = new Version(0, 0);
  private boolean deleted;

  /** For Hadoop, which fills it by {@link #readFields}. */
  public VersionWritable() {}

  VersionWritable(Version version, boolean deleted) {
    this.version = version;
    this.deleted = deleted;
  }

  Version version() {
    return version;
  }

  boolean deleted() {
    return deleted;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    WritableUtils.writeVLong(out, version.eventTime());
    WritableUtils.writeVLong(out, version.position());
    out.writeBoolean(deleted);
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    version = new Version(WritableUtils.readVLong(in), WritableUtils.readVLong(in));
    deleted = in.readBoolean();
  }
}
