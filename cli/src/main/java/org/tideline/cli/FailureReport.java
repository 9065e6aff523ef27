package org.tideline.cli;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says on the terminal what a command failed of, in a line; the log has the stack trace. */
final class FailureReport implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    command.getErr().println(message(failure));
    if (failure instanceof IllegalArgumentException) {
      return Main.BAD_USAGE;
    }
    // Where there is no platform there is no log to write to.
    if (!(failure instanceof NoPlatformException)) {
      LoggerFactory.getLogger(FailureReport.class)
          .error("{} failed", command.getCommandName(), failure);
    }
    return Main.FAILED;
  }

  /** Bad arguments, outside systems and what is ours explain themselves; the rest is unforeseen. */
  private static String message(Exception failure) {
    boolean explained =
        failure instanceof IllegalArgumentException
            || failure instanceof IOException
            || failure.getClass().getPackageName().startsWith("org.tideline.");
    Optional<String> message = Optional.ofNullable(failure.getMessage());
    if (explained && message.isPresent()) {
      return "tideline: " + message.get();
    }
    return "tideline: unexpected %s; the log%s says more"
        .formatted(failure, CommandLog.file().map(file -> " " + file).orElse(""));
  }
}
