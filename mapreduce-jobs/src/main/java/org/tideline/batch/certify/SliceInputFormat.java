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
import org.tideline.batch.step.StepJob;
import org.tideline.schema.settings.TidelineConfiguration;

/** Gives every task some slices, whose pairs it reads itself. */
final class SliceInputFormat extends InputFormat<NullWritable, Slice> {
  private static final String LOCAL_SLOTS = "mapreduce.local.map.tasks.maximum";
  private static final int LOCAL_TASKS_PER_SLOT = 2;
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
    List<Slice> slices = new ArrayList<>();
    int mostOfAView = 1;
    try (BatchLayer layer = layer(job)) {
      Compared compared = Compared.open(layer, generation(job));
      for (StoredView view : StoredView.ALL) {
        int before = slices.size();
        BitSet due = Ranges.due(job, view);
        if (!due.isEmpty()) {
          for (Slice slice : view.slices(compared, Ranges.read(job, view), context)) {
            if (slice.range() == Slice.ANY_RANGE || due.get(slice.range())) {
              slices.add(slice);
            }
          }
        }
        mostOfAView = Math.max(mostOfAView, slices.size() - before);
      }
    }
    // A task of one machine is a thread, and costs a connection; one of a cluster is a process.
    boolean local = StepJob.local(job);
    return Slices.deal(
        slices, local ? LOCAL_TASKS_PER_SLOT * job.getInt(LOCAL_SLOTS, 1) : mostOfAView);
  }

  @Override
  public RecordReader<NullWritable, Slice> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return new Reader();
  }

  private static final class Reader extends RecordReader<NullWritable, Slice> {
    private List<Slice> slices = List.of();
    private int given;

    @Override
    public void initialize(InputSplit split, TaskAttemptContext context) {
      slices = ((Slices) split).slices();
    }

    @Override
    public boolean nextKeyValue() {
      boolean more = given < slices.size();
      given += more ? 1 : 0;
      return more;
    }

    @Override
    public NullWritable getCurrentKey() {
      return NullWritable.get();
    }

    @Override
    public Slice getCurrentValue() {
      return slices.get(given - 1);
    }

    @Override
    public float getProgress() {
      return (float) given / Math.max(1, slices.size());
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
