package org.tideline.batch.certify;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.mapreduce.InputSplit;

/** What one task reads: some slices, one after the other, through one connection. */
public final class Slices extends InputSplit implements Writable {
  private final List<Slice> slices = new ArrayList<>();

  /** For Hadoop, which fills it by {@link #readFields}. */
  public Slices() {}

  /**
   * Deals {@code all} to that many tasks, or to fewer if there are not enough. Those of one view
   * follow each other in the list, and go to as many tasks as they can.
   */
  static List<InputSplit> deal(List<Slice> all, int tasks) {
    List<Slices> dealt = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (i < tasks) {
        dealt.add(new Slices());
      }
      dealt.get(i % tasks).slices.add(all.get(i));
    }
    return List.copyOf(dealt);
  }

  List<Slice> slices() {
    return List.copyOf(slices);
  }

  @Override
  public long getLength() {
    return slices.stream().mapToLong(Slice::length).sum();
  }

  @Override
  public String[] getLocations() {
    return slices.stream()
        .map(Slice::hosts)
        .filter(hosts -> hosts.length > 0)
        .findFirst()
        .orElseGet(() -> new String[0]);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(slices.size());
    for (Slice slice : slices) {
      slice.write(out);
    }
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    slices.clear();
    for (int more = in.readInt(); more > 0; more--) {
      Slice slice = new Slice();
      slice.readFields(in);
      slices.add(slice);
    }
  }

  @Override
  public String toString() {
    return slices.toString();
  }
}
