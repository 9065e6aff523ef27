package org.tideline.batch.step;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/**
 * Why a task failed, in a file of its job: Hadoop's local runner tells it to a log only, and a user
 * should not have to read one to learn that a broker is away.
 */
public final class TaskFailure {
  private static final String KEY = "org.tideline.batch.failures";

  private TaskFailure() {}

  /** The work of a task. */
  @FunctionalInterface
  public interface Work {
    void run() throws IOException, InterruptedException;
  }

  /** Does {@code work}; what it throws is also noted for {@link StepJob#run}. */
  public static void noted(TaskAttemptContext task, Work work)
      throws IOException, InterruptedException {
    try {
      work.run();
    } catch (IOException | RuntimeException | Error e) {
      note(task, e);
      throw e;
    }
  }

  private static void note(TaskAttemptContext task, Throwable failure) {
    String text = Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
    Path file =
        new Path(new Path(task.getConfiguration().get(KEY)), task.getTaskAttemptID().toString());
    try (var out = file.getFileSystem(task.getConfiguration()).create(file, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The failure itself matters more than that it could not be noted.
      failure.addSuppressed(e);
    }
  }

  static void writeTo(Configuration job, Path building) {
    job.set(KEY, folder(building).toString());
  }

  /** What the first task that failed said. */
  static Optional<String> first(Configuration job, Path building) throws IOException {
    Path folder = folder(building);
    FileSystem files = folder.getFileSystem(job);
    if (!files.exists(folder)) {
      return Optional.empty();
    }
    Optional<FileStatus> first =
        Arrays.stream(files.listStatus(folder))
            .min((a, b) -> Long.compare(a.getModificationTime(), b.getModificationTime()));
    if (first.isEmpty()) {
      return Optional.empty();
    }
    try (var in = files.open(first.get().getPath())) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static Path folder(Path building) {
    return building.suffix("-failures");
  }
}
