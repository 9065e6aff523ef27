package org.tideline.batch.certify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.tideline.batch.step.BatchLayer;
import org.tideline.schema.settings.TidelineConfiguration;

/** Gives every task one slice; it reads the pairs itself. */
final class SliceInputFormat extends InputFormat<NullWritable, Slice> {
  private static final String GENERATION = "org.tideline.batch.certify.generation";

  static void write(Configuration job, int generation) {
    job.setInt(GENERATION, generation);
  }

  /** The batch layer as a task opens it; the caller closes it. */
  static BatchLayer layer(Configuration job) throws IOException {
    return BatchLayer.open(TidelineConfiguration.load(job));
  }

  static int generation(Configuration job) {
    return job.getInt(GENERATION, 0);
  }

  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    Configuration job = context.getConfiguration();
    List<InputSplit> splits = new ArrayList<>();
    try (BatchLayer layer = layer(job)) {
      Compared compared = Compared.open(layer, generation(job));
      for (StoredView view : StoredView.ALL) {
        BitSet due = Ranges.due(job, view);
        if (!due.isEmpty()) {
          for (Slice slice : view.slices(compared, Ranges.read(job, view), context)) {
            if (slice.range() == Slice.ANY_RANGE || due.get(slice.range())) {
              splits.add(slice);
            }
          }
        }
      }
    }
    return splits;
  }

  @Override
  public RecordReader<NullWritable, Slice> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return new OneSlice();
  }

  private static final class OneSlice extends RecordReader<NullWritable, Slice> {
    private Slice slice;
    private boolean given;

    @Override
    public void initialize(InputSplit split, TaskAttemptContext context) {
      slice = (Slice) split;
    }

    @Override
    public boolean nextKeyValue() {
      boolean first = !given;
      given = true;
      return first;
    }

    @Override
    public NullWritable getCurrentKey() {
      return NullWritable.get();
    }

    @Override
    public Slice getCurrentValue() {
      return slice;
    }

    @Override
    public float getProgress() {
      return given ? 1 : 0;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
