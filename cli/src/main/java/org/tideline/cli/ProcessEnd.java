package org.tideline.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * How the platform's process ends, told on the terminal. Asked by a signal and stopped cleanly is
 * exit code 0, which Java alone would not give.
 */
final class ProcessEnd {
  /** Around the platform's own hook, which has the priority 100. */
  private static final int BEFORE_PLATFORM = 110;

  private static final int AFTER_PLATFORM = 90;
  private static final int HOOK_SECONDS = 10;

  private enum Phase {
    STARTING,
    UP,
    FAILED
  }

  private final PrintWriter terminal;
  private final Path logs;
  private volatile Phase phase = Phase.STARTING;
  private volatile long begin;

  private ProcessEnd(PrintWriter terminal, Path logs) {
    this.terminal = terminal;
    this.logs = logs;
  }

  static ProcessEnd watch(PrintWriter terminal, Path logs) {
    ProcessEnd end = new ProcessEnd(terminal, logs);
    ShutdownHookManager hooks = ShutdownHookManager.get();
    hooks.addShutdownHook(end::beforePlatform, BEFORE_PLATFORM, HOOK_SECONDS, TimeUnit.SECONDS);
    hooks.addShutdownHook(end::afterPlatform, AFTER_PLATFORM, HOOK_SECONDS, TimeUnit.SECONDS);
    return end;
  }

  void up() {
    phase = Phase.UP;
  }

  /** The command says itself what happened. */
  void failed() {
    phase = Phase.FAILED;
  }

  private void beforePlatform() {
    begin = System.nanoTime();
    if (!signalled()) {
      if (phase == Phase.UP) {
        terminal.printf("tideline: the platform ends by itself; the log in %s says why%n", logs);
      }
      return;
    }
    if (phase == Phase.UP) {
      terminal.println("stopping");
      return;
    }
    // What is half started cannot be stopped in order, and needs not: a kill leaves no trap.
    terminal.println("tideline: stopped while starting");
    Runtime.getRuntime().halt(Main.FAILED);
  }

  private void afterPlatform() {
    if (phase == Phase.UP && signalled()) {
      terminal.printf(
          "stopped in %s%n", UpCommand.seconds(Duration.ofNanos(System.nanoTime() - begin)));
      Runtime.getRuntime().halt(Main.DONE);
    }
  }

  /** Whether the process ends by Ctrl-C, TERM or HUP; the JVM names its threads for them so. */
  private static boolean signalled() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().matches("SIG(INT|TERM|HUP) handler"));
  }
}
