package org.tideline.batch.certify;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Mapper;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.TaskFailure;

/** Reads slices, all of a task through one connection. */
abstract class SliceMapper<K, V> extends Mapper<NullWritable, Slice, K, V> {
  @Override
  public void run(Context context) throws IOException, InterruptedException {
    TaskFailure.noted(context, () -> readAll(context));
  }

  private void readAll(Context context) throws IOException, InterruptedException {
    Configuration job = context.getConfiguration();
    try (BatchLayer layer = SliceInputFormat.layer(job)) {
      Compared compared = Compared.open(layer, SliceInputFormat.generation(job));
      while (context.nextKeyValue()) {
        Slice slice = context.getCurrentValue();
        read(StoredView.named(slice.view()), slice, compared, context);
      }
    }
  }

  /** Does what there is to do with the pairs of a slice. */
  abstract void read(StoredView view, Slice slice, Compared compared, Context context)
      throws IOException, InterruptedException;
}
