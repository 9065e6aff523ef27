package org.tideline.batch.archive;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.mapreduce.InputSplit;

/** What one mapper of the step archive reads of the log: one range of one partition. */
public final class LogSplit extends InputSplit implements Writable {
  private PositionRange range = new PositionRange(0, 0, 1);
  private RangeSummary before = RangeSummary.NONE;

  /** For Hadoop, which fills it by {@link #readFields}. */
  public LogSplit() {}

  LogSplit(PositionRange range, RangeSummary before) {
    this.range = range;
    this.before = before;
  }

  PositionRange range() {
    return range;
  }

  /** What is known of the partition before the range. */
  RangeSummary before() {
    return before;
  }

  @Override
  public long getLength() {
    return range.to() - range.from();
  }

  @Override
  public String[] getLocations() {
    return new String[0];
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(range.partition());
    out.writeLong(range.from());
    out.writeLong(range.to());
    out.writeLong(before.records());
    out.writeLong(before.maxIngestTime());
    out.writeLong(before.watermark());
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    range = new PositionRange(in.readInt(), in.readLong(), in.readLong());
    before = new RangeSummary(in.readLong(), in.readLong(), in.readLong());
  }

  @Override
  public String toString() {
    return range.toString();
  }
}
