package org.tideline.batch.archive;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.tideline.batch.step.TaskFailure;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.TidelineConfiguration;

/** Writes the range that it reads. */
final class ArchiveMapper extends Mapper<NullWritable, ArchivedRecord, NullWritable, NullWritable> {
  /** What the job counts. */
  enum Count {
    RECORDS,
    BYTES
  }

  @Override
  public void run(Context context) throws IOException, InterruptedException {
    TaskFailure.noted(context, () -> copy(context));
  }

  private static void copy(Context context) throws IOException, InterruptedException {
    LogSplit split = (LogSplit) context.getInputSplit();
    // Once: to look one up takes longer than to count a record.
    Counter records = context.getCounter(Count.RECORDS);
    Counter bytes = context.getCounter(Count.BYTES);
    Path building = FileOutputFormat.getWorkOutputPath(context);
    try (RangeWriter range =
        new RangeWriter(
            building.getFileSystem(context.getConfiguration()),
            building,
            split.range(),
            split.before(),
            EpochSettings.from(TidelineConfiguration.load(context.getConfiguration())))) {
      while (context.nextKeyValue()) {
        ArchivedRecord record = context.getCurrentValue();
        range.append(record);
        records.increment(1);
        bytes.increment(record.value().map(v -> v.length).orElse(0));
      }
      range.finish();
    }
  }
}
