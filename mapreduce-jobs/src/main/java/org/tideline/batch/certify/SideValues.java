package org.tideline.batch.certify;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableUtils;
import org.tideline.views.certify.Side;

/** The values of one pair on its way to a reducer; filled again and again. */
public final class SideValues implements Writable {
  private Side[] sides = {};
  private long[] values = {};

  void set(long[] newValues, Side... newSides) {
    values = newValues.clone();
    sides = newSides.clone();
  }

  Side[] sides() {
    return sides.clone();
  }

  /** Adds the values to {@code sum}; gives it, or a new one where there was none. */
  long[] plus(long[] sum) {
    long[] result = sum == null ? new long[values.length] : sum;
    for (int i = 0; i < values.length; i++) {
      result[i] += values[i];
    }
    return result;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(sides.length);
    for (Side side : sides) {
      out.writeByte(side.ordinal());
    }
    out.writeByte(values.length);
    for (long value : values) {
      WritableUtils.writeVLong(out, value);
    }
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    sides = new Side[in.readByte()];
    for (int i = 0; i < sides.length; i++) {
      sides[i] = Side.values()[in.readByte()];
    }
    values = new long[in.readByte()];
    for (int i = 0; i < values.length; i++) {
      values[i] = WritableUtils.readVLong(in);
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(sides) + " " + Arrays.toString(values);
  }
}
