package org.tideline.batch.certify;

import java.io.IOException;
import java.util.Set;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.TaskFailure;
import org.tideline.views.certify.RangeSums;

/** From a slice to its checksums. */
final class ChecksumMapper extends Mapper<NullWritable, Slice, NullWritable, Text> {
  @Override
  public void run(Context context) throws IOException, InterruptedException {
    TaskFailure.noted(context, () -> super.run(context));
  }

  @Override
  protected void map(NullWritable none, Slice slice, Context context)
      throws IOException, InterruptedException {
    StoredView view = StoredView.named(slice.view());
    RangeSums sums = new RangeSums(Ranges.read(context.getConfiguration(), view), Set.of());
    try (BatchLayer layer = SliceInputFormat.layer(context.getConfiguration())) {
      Compared compared =
          Compared.open(layer, SliceInputFormat.generation(context.getConfiguration()));
      view.read(slice, compared, context, new Alive(context, sums));
    }
    for (SumLine line : SumLine.of(view, sums)) {
      context.write(NullWritable.get(), new Text(line.written()));
    }
  }
}
