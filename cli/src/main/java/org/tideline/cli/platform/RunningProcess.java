package org.tideline.cli.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Properties;

/**
 * A process that has a platform up, or starts or stops it. The start of the process tells it from a
 * later one that the operating system gave the same id.
 */
record RunningProcess(long id, Instant started, boolean ready) {
  /** The operating system counts from its boot, whose time moves a little with the clock. */
  private static final Duration SAME = Duration.ofSeconds(10);

  RunningProcess {
    started = started.truncatedTo(ChronoUnit.MILLIS);
  }

  static RunningProcess current(boolean ready) {
    ProcessHandle self = ProcessHandle.current();
    return new RunningProcess(self.pid(), started(self), ready);
  }

  static RunningProcess read(Properties from) {
    return new RunningProcess(
        Long.parseLong(from.getProperty("pid", "0")),
        Instant.parse(from.getProperty("started", Instant.EPOCH.toString())),
        Boolean.parseBoolean(from.getProperty("ready")));
  }

  void write(Properties to) {
    to.setProperty("pid", Long.toString(id));
    to.setProperty("started", started.toString());
    to.setProperty("ready", Boolean.toString(ready));
  }

  boolean alive() {
    return ProcessHandle.of(id)
        .filter(ProcessHandle::isAlive)
        .filter(process -> Duration.between(started, started(process)).abs().compareTo(SAME) < 0)
        .isPresent();
  }

  private static Instant started(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }
}
