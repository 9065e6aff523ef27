package org.tideline.batch.certify;

import java.io.IOException;
import java.util.Set;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.tideline.views.certify.RangeSums;

/** From a slice to its checksums. */
final class ChecksumMapper extends SliceMapper<NullWritable, Text> {
  @Override
  void read(StoredView view, Slice slice, Compared compared, Context context)
      throws IOException, InterruptedException {
    RangeSums sums = new RangeSums(Ranges.read(context.getConfiguration(), view), Set.of());
    view.read(slice, compared, context, new Alive(context, sums));
    for (SumLine line : SumLine.of(view, sums)) {
      context.write(NullWritable.get(), new Text(line.written()));
    }
  }
}
