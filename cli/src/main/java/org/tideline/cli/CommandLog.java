package org.tideline.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where this process logs: one file, which tideline-log4j2.xml rolls and bounds. To be named before
 * the first logger is made.
 */
final class CommandLog {
  private static final String FILE = "tideline.log.file";
  private static final String LEVEL = "tideline.log.level";

  private CommandLog() {}

  /** Must come before the first logger: a jar of Storm brings a configuration of its own. */
  static void configure() {
    System.setProperty("log4j2.configurationFile", "tideline-log4j2.xml");
  }

  /** The platform's own log: what the engines do is of interest. */
  static void ofPlatform(Path folder) {
    write(folder.resolve("tideline.log"), "info");
  }

  /** That of all other commands, together. */
  static void ofCommands(Path folder) {
    write(folder.resolve("commands.log"), "warn");
  }

  static Optional<Path> file() {
    return Optional.ofNullable(System.getProperty(FILE)).map(Path::of);
  }

  private static void write(Path file, String level) {
    System.setProperty(FILE, file.toString());
    if (System.getProperty(LEVEL) == null) {
      System.setProperty(LEVEL, level);
    }
  }
}
