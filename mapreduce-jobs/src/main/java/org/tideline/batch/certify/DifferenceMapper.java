package org.tideline.batch.certify;

import java.io.IOException;
import java.util.BitSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.certify.KeyRanges;
import org.tideline.views.certify.Side;

/** Sends the pairs of the ranges that differ to where all sides of a key meet. */
final class DifferenceMapper extends SliceMapper<ImmutableBytesWritable, SideValues> {
  @Override
  void read(StoredView view, Slice slice, Compared compared, Context context)
      throws IOException, InterruptedException {
    Configuration job = context.getConfiguration();
    KeyRanges ranges = Ranges.read(job, view);
    BitSet due = Ranges.due(job, view);
    int index = StoredView.ALL.indexOf(view);
    ImmutableBytesWritable outKey = new ImmutableBytesWritable();
    SideValues outValues = new SideValues();
    view.read(
        slice,
        compared,
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
