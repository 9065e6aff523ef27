package org.tideline.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.tideline.cli.platform.DataFolder;
import org.tideline.cli.platform.LocalPlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The platform in the foreground, until it is asked to end. */
@Command(
    name = "up",
    description =
        "Starts the platform on this machine and keeps it up until Ctrl-C or TERM. What was acknowledged survives a stop, and a kill -9.")
final class UpCommand implements Callable<Integer> {
  private static final long MAX_OUTPUT_BYTES = 10 << 20;

  @ParentCommand private Main tideline;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Site site = tideline.site();
    DataFolder folder = site.folder();
    PrintWriter terminal = spec.commandLine().getOut();
    site.requireLegalSettings();
    long begin = System.nanoTime();
    CommandLog.ofPlatform(folder.logs());
    LocalPlatform.check(folder.path(), site.settings());
    takeOverOutput(folder);
    terminal.printf("tideline %s, data folder %s%n", Version.number(), folder.path());
    ProcessEnd end = ProcessEnd.watch(terminal, folder.logs());
    try (LocalTideline local =
        LocalTideline.start(
            folder,
            site.settings(),
            (engine, address, took) ->
                terminal.printf("  %-10s %-18s %7s%n", engine, address, seconds(took)),
            notice -> terminal.println("  note: " + notice))) {
      LocalPlatform platform = local.platform();
      end.up();
      terminal.printf(
          "ready in %s: log %s, HBase by ZooKeeper %s; Ctrl-C stops it%n",
          seconds(Duration.ofNanos(System.nanoTime() - begin)),
          platform.kafka(),
          platform.zooKeeper());
      while (platform.alive()) {
        TimeUnit.SECONDS.sleep(1);
      }
      end.failed();
      throw new IOException(
          "data folder %s: expected HBase to run, found that it gave up; the log in %s says why, and `bin/tideline up` starts again with all that was acknowledged"
              .formatted(folder.path(), folder.logs()));
    }
  }

  /** Engines print at times, and unpack libraries; the terminal and /tmp are not theirs. */
  static void takeOverOutput(DataFolder folder) throws IOException {
    Files.createDirectories(folder.logs());
    Path file = folder.logs().resolve("output.log");
    if (Files.exists(file) && Files.size(file) > MAX_OUTPUT_BYTES) {
      Files.delete(file);
    }
    PrintStream output =
        new PrintStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            true,
            StandardCharsets.UTF_8);
    System.setOut(output);
    System.setErr(output);
    System.setProperty("java.io.tmpdir", folder.temporary().toString());
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }
}
