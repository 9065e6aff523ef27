package org.tideline.batch.step;

import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.mapreduce.TableMapReduceUtil;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.TaskCounter;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.LazyOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;
import org.tideline.schema.generation.Manifest;

/** A MapReduce job of a step: what all of them have in common, and how one is run. */
public final class StepJob {
  /** The counter of bytes that reducers fetched from mappers. */
  public static final String SHUFFLED = "shuffled bytes";

  /** The counter of records that were written to a disk while they were sorted, each time. */
  public static final String SPILLED = "spilled records";

  private StepJob() {}

  /** A job whose tasks run once each and know the settings. */
  public static Job create(BatchLayer layer, String step, Manifest manifest) throws IOException {
    Job job =
        Job.getInstance(
            layer.hadoop(), "tideline %s, generation %d".formatted(step, manifest.generation()));
    job.setJarByClass(StepJob.class);
    // Two attempts of one task would read the log twice for nothing.
    job.setSpeculativeExecution(false);
    // What is complete is renamed into place; a marker would be one more file in it.
    job.getConfiguration().setBoolean(FileOutputCommitter.SUCCESSFUL_JOB_OUTPUT_DIR_MARKER, false);
    return job;
  }

  /** Lets the tasks write files of their own into {@code folder}, and no others. */
  public static void writeFiles(Job job, Path folder) {
    FileOutputFormat.setOutputPath(job, folder);
    LazyOutputFormat.setOutputFormatClass(job, TextOutputFormat.class);
  }

  /**
   * Runs a job to its end.
   *
   * @param building what it makes is in there
   * @throws StepException if it fails, naming the first cause that a task left
   */
  public static Counters run(Job job, Path building) throws IOException, InterruptedException {
    Configuration configuration = job.getConfiguration();
    TaskFailure.writeTo(configuration, building);
    if (local(configuration)) {
      // Tasks are threads of this process; copying its jars for them takes longer than they do.
      configuration.unset("tmpjars");
    } else {
      // All else that tasks need beside Hadoop's own jars is in lib/ of this class's jar.
      TableMapReduceUtil.addHBaseDependencyJars(configuration);
    }
    boolean done;
    try {
      done = job.waitForCompletion(false);
    } catch (ClassNotFoundException e) {
      throw new StepException("job %s: a class is missing".formatted(job.getJobName()), e);
    }
    if (!done) {
      throw new StepException(
          "job %s (%s) failed: %s"
              .formatted(
                  job.getJobName(),
                  job.getJobID(),
                  TaskFailure.first(configuration, building)
                      .orElseGet(
                          () ->
                              "no task said why; see the log of Hadoop, and run the step again")));
    }
    return job.getCounters();
  }

  /** Whether the tasks of a job are threads of this process. */
  public static boolean local(Configuration job) {
    return job.get(MRConfig.FRAMEWORK_NAME, MRConfig.LOCAL_FRAMEWORK_NAME)
        .equals(MRConfig.LOCAL_FRAMEWORK_NAME);
  }

  /**
   * The memory in which a task sorts its output, in bytes, rounded up to MiB. One that was given
   * with the run ({@code -D mapreduce.task.io.sort.mb}) is kept; one from a site's file is for jobs
   * that nobody knows.
   */
  public static void sortIn(Job job, long bytes) {
    Configuration configuration = job.getConfiguration();
    String[] sources = configuration.getPropertySources(MRJobConfig.IO_SORT_MB);
    boolean ofARun = sources != null && !sources[sources.length - 1].endsWith(".xml");
    if (!ofARun) {
      configuration.setLong(MRJobConfig.IO_SORT_MB, Math.max(1, (bytes + (1 << 20) - 1) >> 20));
    }
  }

  /** What a job moved between its mappers and reducers, as a step notes it. */
  public static Map<String, Long> moved(Counters counters) {
    return Map.of(
        SHUFFLED, counters.findCounter(TaskCounter.REDUCE_SHUFFLE_BYTES).getValue(),
        SPILLED, counters.findCounter(TaskCounter.SPILLED_RECORDS).getValue());
  }
}
