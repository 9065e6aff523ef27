package org.tideline.cli.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

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
      SortedSet<Path> below = new TreeSet<>();
      Files.walkFileTree(
          argument,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new RegularFiles(below));
      for (Path path : below) {
        files.add(file(slashes(argument.relativize(path)), path));
      }
    } else if (Files.exists(argument, LinkOption.NOFOLLOW_LINKS)) {
      files.add(file(argument.toAbsolutePath().normalize().getFileName().toString(), argument));
    } else {
      throw new IllegalArgumentException(
          "%s: expected a file, a directory or \"-\", found nothing there".formatted(argument));
    }
  }

  /** Finds all below a directory, also through links. */
  private static final class RegularFiles extends SimpleFileVisitor<Path> {
    private final SortedSet<Path> found;

    RegularFiles(SortedSet<Path> found) {
      this.found = found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof FileSystemLoopException) {
        throw new IllegalArgumentException(
            "%s: expected links that lead to other places, found one that leads back to a directory above it; remove it, or name the directories beside it"
                .formatted(file),
            failure);
      }
      throw failure;
    }
  }

  private InputFile file(String name, Path path) throws IOException {
    Source source = new Source(Optional.of(path), standardInput);
    long time = Files.getLastModifiedTime(path).toMillis();
    return new InputFile(name, source, Files.size(path), time);
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
