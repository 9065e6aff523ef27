package org.tideline.benchmarks.words;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.examples.WordCount;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.tideline.benchmarks.measure.VoidRunException;

/** The word count of Hadoop's examples, put together as its own {@code main} does. */
final class HadoopExample {
  private HadoopExample() {}

  /** Counts the words of the files in {@code texts} into {@code output}, which must not exist. */
  static void run(Configuration configuration, Path texts, Path output)
      throws IOException, InterruptedException, ClassNotFoundException, VoidRunException {
    Job job = Job.getInstance(configuration, "word count");
    job.setJarByClass(WordCount.class);
    job.setMapperClass(WordCount.TokenizerMapper.class);
    job.setCombinerClass(WordCount.IntSumReducer.class);
    job.setReducerClass(WordCount.IntSumReducer.class);
    job.setOutputKeyClass(Text.class);
    job.setOutputValueClass(IntWritable.class);
    FileInputFormat.addInputPath(job, new org.apache.hadoop.fs.Path(texts.toUri()));
    FileOutputFormat.setOutputPath(job, new org.apache.hadoop.fs.Path(output.toUri()));
    if (!job.waitForCompletion(false)) {
      throw new VoidRunException("Hadoop's example: expected its job to succeed, it failed");
    }
  }
}
