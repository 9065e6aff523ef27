package org.tideline.batch.current;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;

/**
 * Reads the documents that the step current left, without those that are deleted: the row of the
 * timeline that each gets, and its position. Keys are what is sorted by, so that Hadoop's samplers
 * can be put to it.
 */
public final class CurrentDocumentsInputFormat
    extends FileInputFormat<ImmutableBytesWritable, LongWritable> {
  /** Lets {@code job} read the folder of the step current. */
  public static void read(Job job, Path folder) throws IOException {
    job.setInputFormatClass(CurrentDocumentsInputFormat.class);
    addInputPath(job, folder);
  }

  @Override
  protected List<FileStatus> listStatus(JobContext context) throws IOException {
    return super.listStatus(context).stream()
        .filter(file -> CurrentFile.isOne(file.getPath()))
        .toList();
  }

  @Override
  public RecordReader<ImmutableBytesWritable, LongWritable> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return new CurrentDocumentsReader();
  }
}
