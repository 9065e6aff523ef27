package org.tideline.batch.certify;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.io.Writable;
import org.tideline.batch.archive.ArchivedRecord;

/** A record of the archive on its way to a reducer. */
public final class ArchivedWritable implements Writable {
  private ArchivedRecord record = new ArchivedRecord(0, 0, 0, Optional.empty(), Optional.empty());

  /** For Hadoop, which fills it by {@link #readFields}. */
  public ArchivedWritable() {}

  ArchivedWritable(ArchivedRecord record) {
    this.record = record;
  }

  ArchivedRecord record() {
    return record;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(record.partition());
    out.writeLong(record.position());
    out.writeLong(record.logAppendTime());
    write(out, record.key());
    write(out, record.value());
  }

  private static void write(DataOutput out, Optional<byte[]> bytes) throws IOException {
    out.writeInt(bytes.map(present -> present.length).orElse(-1));
    if (bytes.isPresent()) {
      out.write(bytes.get());
    }
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    record = new ArchivedRecord(in.readInt(), in.readLong(), in.readLong(), bytes(in), bytes(in));
  }

  private static Optional<byte[]> bytes(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return Optional.empty();
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return Optional.of(bytes);
  }
}
