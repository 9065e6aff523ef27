package org.tideline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.tideline.cli.crash.HaltingObserver;
import org.tideline.cli.crash.Moment;

/** Commands in processes of their own, as a user has them. */
final class UpProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 90;

  private final Process process;
  private final Path output;

  private UpProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts {@code up} and waits until it is ready.
   *
   * @param settings further ones, as {@code -DNAME=VALUE}
   */
  static UpProcess start(Path folder, Moment haltAt, String... settings) throws IOException {
    Path output = Files.createTempFile(folder, "up-", ".log");
    List<String> words =
        new ArrayList<>(
            List.of(
                "up",
                "-Dtideline.bucket.size=1s",
                "-Dtideline.segment.records=50",
                "-Dtideline.live.terms=" + (haltAt.live() ? 0 : 10_000_000),
                "-Dtideline.analyzer=letter"));
    words.addAll(List.of(settings));
    Process process = command(folder, haltAt, output, words.toArray(String[]::new)).start();
    UpProcess up = new UpProcess(process, output);
    Awaitility.await()
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .failFast("up ended: " + output, () -> !process.isAlive())
        .until(() -> Files.readString(output).contains("ready in"));
    return up;
  }

  /** Runs a command to its end or its time-out, and says whether it ended with 0. */
  static boolean run(Path folder, String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, arguments[0] + "-", ".log");
    Process process = command(folder, Moment.NEVER, output, arguments).start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    return ended && process.exitValue() == 0;
  }

  /** Begins a command that will not be waited for. */
  static Process begin(Path folder, String... arguments) throws IOException {
    Path output = Files.createTempFile(folder, arguments[0] + "-", ".log");
    return command(folder, Moment.NEVER, output, arguments).start();
  }

  private static ProcessBuilder command(
      Path folder, Moment haltAt, Path output, String... arguments) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "-Xmx1g",
                // Each lives for seconds: what is compiled well pays off later than that.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dhalt.at=" + haltAt,
                "-cp",
                site(folder, haltAt) + ":" + System.getProperty("java.class.path"),
                "org.tideline.cli.Main",
                "--data",
                folder.resolve("data").toString()));
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
  }

  /** A folder for the class path that has the region server load the observer. */
  private static Path site(Path folder, Moment haltAt) throws IOException {
    Path site = Files.createDirectories(folder.resolve("site-" + haltAt));
    if (haltAt != Moment.NEVER && haltAt != Moment.WHILE_INGEST_RUNS) {
      Files.writeString(
          site.resolve("hbase-site.xml"),
          "<configuration><property><name>hbase.coprocessor.user.region.classes</name><value>"
              + HaltingObserver.class.getName()
              + "</value></property></configuration>");
    }
    return site;
  }

  /** Waits until the process has halted itself. */
  void awaitHalt() {
    Awaitility.await()
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .until(() -> !process.isAlive() && process.exitValue() == 137);
  }

  /** Ends the process as kill -9 does. */
  void kill() {
    process.destroyForcibly();
    Awaitility.await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS).until(() -> !process.isAlive());
  }

  /** Asks the process to end and gives its exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
