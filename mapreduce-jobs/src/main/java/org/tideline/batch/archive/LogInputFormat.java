package org.tideline.batch.archive;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/** Gives a job ranges of the log, one split each. */
public final class LogInputFormat extends InputFormat<NullWritable, ArchivedRecord> {
  private static final String KEY = "org.tideline.batch.archive.ranges";

  /** Tells a job what to read. */
  static void write(Configuration job, List<LogSplit> splits) {
    job.setStrings(
        KEY,
        splits.stream()
            .map(
                split ->
                    "%d:%d:%d:%d:%d:%d"
                        .formatted(
                            split.range().partition(),
                            split.range().from(),
                            split.range().to(),
                            split.before().records(),
                            split.before().maxIngestTime(),
                            split.before().watermark()))
            .toArray(String[]::new));
  }

  @Override
  public List<InputSplit> getSplits(JobContext context) {
    List<InputSplit> splits = new ArrayList<>();
    for (String text : context.getConfiguration().getStrings(KEY)) {
      String[] numbers = text.split(":");
      splits.add(
          new LogSplit(
              new PositionRange(
                  Integer.parseInt(numbers[0]),
                  Long.parseLong(numbers[1]),
                  Long.parseLong(numbers[2])),
              new RangeSummary(
                  Long.parseLong(numbers[3]),
                  Long.parseLong(numbers[4]),
                  Long.parseLong(numbers[5]))));
    }
    return splits;
  }

  @Override
  public RecordReader<NullWritable, ArchivedRecord> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return new LogRecordReader();
  }
}
