package org.tideline.batch.sort;

import java.io.IOException;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Mapper;
import org.tideline.batch.step.TaskFailure;

/** Passes rows on as they are: the way to the reducers is what sorts them. */
public final class SortMapper
    extends Mapper<ImmutableBytesWritable, LongWritable, ImmutableBytesWritable, LongWritable> {
  @Override
  public void run(Context context) throws IOException, InterruptedException {
    TaskFailure.noted(context, () -> super.run(context));
  }
}
