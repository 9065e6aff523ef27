package org.tideline.batch.ranking;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.tideline.schema.word.BatchWordColumns;

/**
 * Reads the files that the step words made, a file as one split: the row of the ranking that a word
 * gets, and in how many documents it stands. Keys are what is sorted by, so that Hadoop's samplers
 * can be put to it.
 */
final class WordRowsInputFormat extends FileInputFormat<ImmutableBytesWritable, LongWritable> {
  /** Lets {@code job} read {@code folder}, which has one folder per column family. */
  static void read(Job job, Path folder) throws IOException {
    job.setInputFormatClass(WordRowsInputFormat.class);
    addInputPath(job, folder);
    setInputDirRecursive(job, true);
  }

  /** The windows of words stand beside their counts, and are not sorted by. */
  @Override
  protected List<FileStatus> listStatus(JobContext context) throws IOException {
    String counts = Bytes.toString(BatchWordColumns.FAMILY);
    return super.listStatus(context).stream()
        .filter(file -> file.getPath().getParent().getName().equals(counts))
        .toList();
  }

  @Override
  protected boolean isSplitable(JobContext context, Path file) {
    // An HFile is read from its beginning.
    return false;
  }

  @Override
  public RecordReader<ImmutableBytesWritable, LongWritable> createRecordReader(
      InputSplit split, TaskAttemptContext context) throws IOException, InterruptedException {
    return new WordRowsReader();
  }
}
