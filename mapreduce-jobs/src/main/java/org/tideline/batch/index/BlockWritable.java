package org.tideline.batch.index;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableUtils;

/** A block of postings on its way from a mapper to a reducer; filled again and again by both. */
public final class BlockWritable implements Writable {
  private boolean removed;
  private byte[] bytes = {};
  private int length;

  /** Takes {@code encoded}, which the caller leaves as it is. */
  void set(boolean isRemoved, byte[] encoded) {
    removed = isRemoved;
    bytes = encoded;
    length = encoded.length;
  }

  /** Whether its postings are to be taken away. */
  boolean removed() {
    return removed;
  }

  /** The block is at {@code [0, length)}. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeBoolean(removed);
    WritableUtils.writeVInt(out, length);
    out.write(bytes, 0, length);
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    removed = in.readBoolean();
    length = WritableUtils.readVInt(in);
    if (bytes.length < length) {
      bytes = new byte[length + (length >> 3)];
    }
    in.readFully(bytes, 0, length);
  }
}
