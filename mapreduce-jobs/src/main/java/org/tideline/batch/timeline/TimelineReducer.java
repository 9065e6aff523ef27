package org.tideline.batch.timeline;

import java.io.IOException;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Reducer;
import org.tideline.batch.step.TableFiles;
import org.tideline.batch.step.TaskFailure;
import org.tideline.schema.window.TimelineRow;

/** From a row to its cell. A document that came twice is two rows here, and one too many. */
final class TimelineReducer
    extends Reducer<ImmutableBytesWritable, LongWritable, ImmutableBytesWritable, KeyValue> {
  /** What the job counts, to be held against the current documents. */
  enum Count {
    ROWS
  }

  private long stamp;
  private long rows;

  @Override
  public void run(Context context) throws IOException, InterruptedException {
    TaskFailure.noted(context, () -> super.run(context));
  }

  @Override
  protected void setup(Context context) {
    stamp = TableFiles.stamp(context.getConfiguration());
  }

  @Override
  protected void reduce(
      ImmutableBytesWritable key, Iterable<LongWritable> positions, Context context)
      throws IOException, InterruptedException {
    byte[] row = key.copyBytes();
    for (LongWritable position : positions) {
      rows++;
      context.write(key, TimelineRow.cell(row, position.get(), stamp));
    }
  }

  @Override
  protected void cleanup(Context context) {
    context.getCounter(Count.ROWS).increment(rows);
  }
}
