package org.tideline.cli.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tideline.cli.ingest.InputFiles.Source;

/**
 * One file to read, or standard input.
 *
 * @param name what its documents are named after: the path below the directory that was given, or
 *     the last element of the file's path
 * @param source where it is read
 * @param bytes its size; 0 where it is not known
 * @param time its time, in epoch milliseconds
 */
record InputFile(String name, Source source, long bytes, long time) {
  /** How messages show where it is. */
  String place() {
    return source.path().map(Path::toString).orElse("standard input");
  }

  InputStream open() throws IOException {
    Optional<Path> path = source.path();
    return new BufferedInputStream(
        path.isPresent() ? Files.newInputStream(path.get()) : source.standardInput(), 1 << 16);
  }
}
