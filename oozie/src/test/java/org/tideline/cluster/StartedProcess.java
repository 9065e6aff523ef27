package org.tideline.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that was started: its id, and its start, which tells it from a later one that the
 * operating system gave the same id.
 */
record StartedProcess(long id, Instant started) {
  /** The operating system counts from its boot, whose time moves a little with the clock. */
  private static final Duration SAME = Duration.ofSeconds(10);

  StartedProcess {
    started = started.truncatedTo(ChronoUnit.MILLIS);
  }

  static StartedProcess of(ProcessHandle process) {
    return new StartedProcess(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
  }

  /** The one that an earlier {@link #keep} left in {@code file}. */
  static Optional<StartedProcess> kept(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String[] words = Files.readString(file).strip().split(" ");
    return Optional.of(new StartedProcess(Long.parseLong(words[0]), Instant.parse(words[1])));
  }

  void keep(Path file) throws IOException {
    Files.writeString(file, id + " " + started + "\n");
  }

  /** The process, if it lives and is this one. */
  Optional<ProcessHandle> handle() {
    return ProcessHandle.of(id)
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                process
                    .info()
                    .startInstant()
                    .filter(start -> Duration.between(started, start).abs().compareTo(SAME) < 0)
                    .isPresent());
  }

  /** Asks it to end. */
  void ask() {
    handle().ifPresent(ProcessHandle::destroy);
  }

  /** Asks it to end, and after {@code patience} ends it. */
  void end(Duration patience) throws InterruptedException {
    Optional<ProcessHandle> process = handle();
    if (process.isEmpty()) {
      return;
    }
    process.get().destroy();
    if (!ends(process.get(), patience)) {
      process.get().destroyForcibly();
      ends(process.get(), patience);
    }
  }

  private static boolean ends(ProcessHandle process, Duration patience)
      throws InterruptedException {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return !process.isAlive();
    }
  }
}
