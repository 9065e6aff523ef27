package org.tideline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says on the terminal what a command failed of, in a line; the log has the stack trace. */
final class FailureReport implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception thrown, CommandLine command, ParseResult arguments) {
    // Iterators cannot throw the other.
    Exception failure = thrown instanceof UncheckedIOException io ? io.getCause() : thrown;
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
    Optional<String> message =
        failure instanceof FileSystemException file && file.getReason() == null
            ? Optional.of(refused(file))
            : Optional.ofNullable(failure.getMessage());
    if (explained && message.isPresent()) {
      return "tideline: " + message.get();
    }
    return "tideline: unexpected %s; the log%s says more"
        .formatted(failure, CommandLog.file().map(file -> " " + file).orElse(""));
  }

  /** The message of such an exception is the path alone. */
  private static String refused(FileSystemException failure) {
    if (failure instanceof AccessDeniedException) {
      return failure.getFile()
          + ": expected to be let in, found access denied; look at its owner and its permissions";
    }
    if (failure instanceof NoSuchFileException) {
      return failure.getFile()
          + ": expected a file or directory, found nothing there, or a link that leads nowhere";
    }
    return "%s: %s".formatted(failure.getFile(), failure.getClass().getSimpleName());
  }
}
