package org.tideline.batch.words;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableUtils;
import org.tideline.views.window.WindowTotals;

/** The counts of a term by minutes on their way from a mapper to a reducer; without marks. */
public final class MinutesWritable implements Writable {
  private WindowTotals minutes = WindowTotals.EMPTY;

  /** For Hadoop, which fills it by {@link #readFields}. */
  public MinutesWritable() {}

  void set(WindowTotals newMinutes) {
    minutes = newMinutes;
  }

  WindowTotals minutes() {
    return minutes;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    WritableUtils.writeVInt(out, minutes.size());
    long[] last = {0};
    try {
      minutes.forEach(
          (minute, marks, occurrences, documents, changes) -> {
            try {
              WritableUtils.writeVLong(out, minute - last[0]);
              WritableUtils.writeVLong(out, occurrences);
              WritableUtils.writeVLong(out, documents);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            last[0] = minute;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    int size = WritableUtils.readVInt(in);
    WindowTotals.Builder read = new WindowTotals.Builder(size);
    long minute = 0;
    for (int i = 0; i < size; i++) {
      minute += WritableUtils.readVLong(in);
      read.add(minute, 0, WritableUtils.readVLong(in), WritableUtils.readVLong(in), 0);
    }
    minutes = read.build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MinutesWritable that && minutes.equals(that.minutes);
  }

  @Override
  public int hashCode() {
    return minutes.hashCode();
  }

  @Override
  public String toString() {
    return minutes.toString();
  }
}
