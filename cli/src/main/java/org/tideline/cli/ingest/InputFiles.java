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
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Finds the files that the arguments of an ingest name. Below a directory, what an ingest cannot
 * mean is left out, and said: the platform's own files, the list of rejected records, links that
 * lead nowhere.
 */
final class InputFiles {
  /** The argument that stands for standard input. */
  static final String STANDARD_INPUT = "-";

  private static final String STANDARD_INPUT_NAME = "stdin";

  /** A path, or standard input where there is none. */
  record Source(Optional<Path> path, InputStream standardInput) {}

  private final InputStream standardInput;
  private final long now;
  private final Collection<Path> own;
  private final Consumer<String> notices;

  /**
   * @param now the time of standard input, in epoch milliseconds
   * @param own files and directories that are no documents; they need not exist
   * @param notices takes what is left out
   */
  InputFiles(InputStream standardInput, long now, Collection<Path> own, Consumer<String> notices) {
    this.standardInput = standardInput;
    this.now = now;
    this.own = List.copyOf(own);
    this.notices = notices;
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
          new RegularFiles(below, existing(own), notices));
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

  private static Set<Path> existing(Collection<Path> paths) throws IOException {
    Set<Path> existing = new HashSet<>();
    for (Path path : paths) {
      if (Files.exists(path)) {
        existing.add(path.toRealPath());
      }
    }
    return existing;
  }

  /** Finds all below a directory, also through links. */
  private static final class RegularFiles extends SimpleFileVisitor<Path> {
    private final SortedSet<Path> found;
    private final Set<Path> own;
    private final Consumer<String> notices;

    RegularFiles(SortedSet<Path> found, Set<Path> own, Consumer<String> notices) {
      this.found = found;
      this.own = own;
      this.notices = notices;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      if (!own.contains(directory.toRealPath())) {
        return FileVisitResult.CONTINUE;
      }
      notices.accept(directory + " is left out: Tideline's own files");
      return FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isSymbolicLink()) {
        notices.accept(file + " is left out: the link leads nowhere");
      } else if (attributes.isRegularFile()) {
        if (own.contains(file.toRealPath())) {
          notices.accept(file + " is left out: records that an ingest rejected");
        } else {
          found.add(file);
        }
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
