package org.tideline.batch.certify;

import java.io.IOException;
import java.util.BitSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.lucene.util.BytesRef;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.TaskFailure;
import org.tideline.views.certify.KeyRanges;
import org.tideline.views.certify.Side;

/** Sends the pairs of the ranges that differ to where all sides of a key meet. */
final class DifferenceMapper
    extends Mapper<NullWritable, Slice, ImmutableBytesWritable, SideValues> {
  @Override
  public void run(Context context) throws IOException, InterruptedException {
    TaskFailure.noted(context, () -> super.run(context));
  }

  @Override
  protected void map(NullWritable none, Slice slice, Context context)
      throws IOException, InterruptedException {
    Configuration job = context.getConfiguration();
    StoredView view = StoredView.named(slice.view());
    KeyRanges ranges = Ranges.read(job, view);
    BitSet due = Ranges.due(job, view);
    int index = StoredView.ALL.indexOf(view);
    ImmutableBytesWritable outKey = new ImmutableBytesWritable();
    SideValues outValues = new SideValues();
    try (BatchLayer layer = SliceInputFormat.layer(job)) {
      view.read(
          slice,
          Compared.open(layer, SliceInputFormat.generation(job)),
          context,
          (BytesRef key, long[] values, Side... sides) -> {
            if (due.get(ranges.indexOf(key.bytes, key.offset, key.length))) {
              byte[] bytes = new byte[key.length + 1];
              bytes[0] = (byte) index;
              System.arraycopy(key.bytes, key.offset, bytes, 1, key.length);
              outKey.set(bytes);
              outValues.set(values, sides);
              context.write(outKey, outValues);
            }
          });
    }
  }
}
