package org.tideline.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The programs that a user types, each a process that is run to its end. What they say is kept in
 * {@code logs/commands} of the cluster's folder. Not safe for use by several threads.
 */
final class Commands {
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final int SHOWN = 120;

  private final Path bin;
  private final Path logs;
  private final Map<String, String> environment = new TreeMap<>();
  private int run;

  Commands(ClusterFolder folder) throws IOException {
    this.bin = folder.bin();
    this.logs = Files.createDirectories(folder.logs().resolve("commands"));
    environment.put("PATH", folder.bin() + ":" + System.getenv("PATH"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
  }

  /** Sets a variable of the environment of those that are run from now on. */
  void export(String name, String value) {
    environment.put(name, value);
  }

  /**
   * What a program left.
   *
   * @param said on its output
   * @param complained on its output of errors
   */
  record Answer(String command, int exitCode, String said, String complained) {
    /** This, if the exit code is 0. */
    Answer done() {
      return exits(0);
    }

    /** This, if the exit code is that one. */
    Answer exits(int expected) {
      if (exitCode != expected) {
        throw new AssertionError(
            "%s: expected exit code %d, found %d%n%s%n%s"
                .formatted(command, expected, exitCode, said, complained));
      }
      return this;
    }

    List<String> lines() {
      return said.lines().toList();
    }
  }

  /** Runs a program to its end. */
  Answer run(Object... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(Arrays.stream(words).map(Object::toString).toList());
    String shown = String.join(" ", command);
    // A name alone would be looked for on the PATH of this process.
    Path own = bin.resolve(command.get(0));
    if (Files.isExecutable(own)) {
      command.set(0, own.toString());
    }
    Path said = logs.resolve("%02d.out".formatted(++run));
    Path complained = logs.resolve("%02d.err".formatted(run));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(said.toFile())
            .redirectError(complained.toFile());
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    Process process = builder.start();
    boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    System.out.printf(
        "%02d %5.1f s  %s%n",
        run,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1e3,
        shown.substring(0, Math.min(shown.length(), SHOWN)));
    if (!ended) {
      throw new AssertionError(
          "%s: expected it to end within %d s, found it running; see %s"
              .formatted(shown, PATIENCE.toSeconds(), complained));
    }
    return new Answer(
        shown, process.exitValue(), Files.readString(said), Files.readString(complained));
  }
}
