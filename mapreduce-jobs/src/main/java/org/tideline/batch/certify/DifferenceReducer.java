package org.tideline.batch.certify;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.lucene.util.BytesRef;
import org.tideline.batch.step.TaskFailure;
import org.tideline.views.certify.Side;

/** Names the keys whose merged values are not those of the new generation, and counts them. */
final class DifferenceReducer
    extends Reducer<ImmutableBytesWritable, SideValues, NullWritable, Text> {
  /** The group of counters of differing keys, one for each view. */
  static final String DIFFERING = "org.tideline.certify.differing";

  /** How many of a view are named. */
  static final int NAMED = 20;

  private final Map<String, Integer> named = new HashMap<>();

  @Override
  public void run(Context context) throws IOException, InterruptedException {
    TaskFailure.noted(context, () -> super.run(context));
  }

  @Override
  protected void reduce(ImmutableBytesWritable key, Iterable<SideValues> pairs, Context context)
      throws IOException, InterruptedException {
    byte[] bytes = key.copyBytes();
    StoredView view = StoredView.ALL.get(bytes[0]);
    Map<Side, long[]> sums = new EnumMap<>(Side.class);
    for (SideValues pair : pairs) {
      for (Side side : pair.sides()) {
        sums.put(side, pair.plus(sums.get(side)));
      }
    }
    long[] zeros = new long[view.view().components().size()];
    if (Arrays.equals(
        sums.getOrDefault(Side.MERGED, zeros), sums.getOrDefault(Side.GENERATION, zeros))) {
      return;
    }
    String name = view.view().key();
    context.getCounter(DIFFERING, name).increment(1);
    if (named.merge(name, 1, Integer::sum) <= NAMED) {
      BytesRef pairKey = new BytesRef(bytes, 1, bytes.length - 1);
      context.write(NullWritable.get(), new Text(new KeyLine(name, pairKey, sums).written()));
    }
  }
}
