package org.tideline.cli.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the files that the arguments of an ingest name. */
final class InputFiles {
  /** The argument that stands for standard input. */
  static final String STANDARD_INPUT = "-";

  private static final String STANDARD_INPUT_NAME = "stdin";

  /** A path, or standard input where there is none. */
  record Source(Optional<Path> path, InputStream standardInput) {}

  private final InputStream standardInput;
  private final long now;

  /**
   * @param now the time of standard input, in epoch milliseconds
   */
  InputFiles(InputStream standardInput, long now) {
    this.standardInput = standardInput;
    this.now = now;
  }

  /**
   * All files below {@code arguments}, in the order of their paths within each.
   *
   * @throws IllegalArgumentException if an argument names nothing
   */
  List<InputFile> find(List<String> arguments) throws IOException {
    List<InputFile> files = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals(STANDARD_INPUT)) {
        Source source = new Source(Optional.empty(), standardInput);
        files.add(new InputFile(STANDARD_INPUT_NAME, source, 0, now));
      } else {
        addBelow(Path.of(argument), files);
      }
    }
    return files;
  }

  private void addBelow(Path argument, List<InputFile> files) throws IOException {
    if (Files.isDirectory(argument)) {
      try (Stream<Path> below = Files.walk(argument)) {
        below
            .filter(Files::isRegularFile)
            .sorted()
            .forEach(path -> files.add(file(slashes(argument.relativize(path)), path)));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    } else if (Files.exists(argument, LinkOption.NOFOLLOW_LINKS)) {
      files.add(file(argument.toAbsolutePath().normalize().getFileName().toString(), argument));
    } else {
      throw new IllegalArgumentException(
          "%s: expected a file, a directory or \"-\", found nothing there".formatted(argument));
    }
  }

  private InputFile file(String name, Path path) {
    try {
      Source source = new Source(Optional.of(path), standardInput);
      long time = Files.getLastModifiedTime(path).toMillis();
      return new InputFile(name, source, Files.size(path), time);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String slashes(Path path) {
    return path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }

  /**
   * Makes sure that no two files would give documents the same id.
   *
   * @throws IllegalArgumentException naming both places
   */
  static void requireDifferentNames(List<InputFile> files) {
    Map<String, InputFile> byName = new HashMap<>();
    for (InputFile file : files) {
      InputFile first = byName.putIfAbsent(file.name(), file);
      if (first != null) {
        throw new IllegalArgumentException(
            "document id \"%s\" stands for two files, %s and %s; ingest their common directory, or each with its own --id-prefix"
                .formatted(file.name(), first.place(), file.place()));
      }
    }
  }
}
