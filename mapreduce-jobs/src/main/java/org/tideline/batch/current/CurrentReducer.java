package org.tideline.batch.current;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.lucene.util.BytesRef;
import org.tideline.batch.step.TaskFailure;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.TidelineConfiguration;

/**
 * Writes the current versions and the live positions of its partitions, one partition after the
 * other, also of those without a new record.
 */
final class CurrentReducer
    extends Reducer<ImmutableBytesWritable, VersionWritable, NullWritable, NullWritable> {
  private static final String BASE = "org.tideline.batch.current.base";

  /** What the job counts of the documents. */
  enum Count {
    /** Ids with a current version, deletes included. */
    VERSIONS,
    /** Current versions that are no deletes. */
    DOCUMENTS
  }

  /** Tells a job where the current versions of the generation before are; not if there is none. */
  static void mergeWith(Configuration job, Path base) {
    job.set(BASE, base.toString());
  }

  @Override
  public void run(Context context) throws IOException, InterruptedException {
    TaskFailure.noted(context, () -> reduce(context));
  }

  private static void reduce(Context context) throws IOException, InterruptedException {
    Configuration job = context.getConfiguration();
    int partitions = EpochSettings.from(TidelineConfiguration.load(job)).partitions();
    Optional<Path> base = Optional.ofNullable(job.get(BASE)).map(Path::new);
    Path building = FileOutputFormat.getWorkOutputPath(context);
    FileSystem files = building.getFileSystem(job);

    boolean more = context.nextKey();
    int reducer = context.getTaskAttemptID().getTaskID().getId();
    for (int p = reducer; p < partitions; p += context.getNumReduceTasks()) {
      try (CurrentPartition partition = new CurrentPartition(files, building, p, base)) {
        while (more && DocumentKey.partition(context.getCurrentKey()) == p) {
          partition.merge().add(greatest(context));
          more = context.nextKey();
        }
        partition.finish();
        context.getCounter(Count.VERSIONS).increment(partition.versions());
        context.getCounter(Count.DOCUMENTS).increment(partition.documents());
      }
    }
  }

  /** The current one of the new versions of a document. */
  private static CurrentVersion greatest(Context context) throws IOException, InterruptedException {
    BytesRef id = DocumentKey.id(context.getCurrentKey());
    Optional<CurrentVersion> greatest = Optional.empty();
    for (VersionWritable value : context.getValues()) {
      CurrentVersion next = new CurrentVersion(id, value.version(), value.deleted());
      greatest = Optional.of(greatest.map(best -> CurrentVersion.newer(next, best)).orElse(next));
    }
    return greatest.orElseThrow();
  }
}
