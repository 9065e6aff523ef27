package org.tideline.batch.current;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.format.CorruptDataException;

/** The current versions in a file, sorted by id; whatever is wrong with it names the file. */
public final class CurrentVersions implements Iterator<CurrentVersion>, Closeable {
  private final Path file;
  private final DataFileReader<CurrentVersion> reader;
  private Optional<BytesRef> last = Optional.empty();

  /** Opens those of a partition in the {@link CurrentStep#folder} of a generation. */
  public static CurrentVersions open(FileSystem files, Path folder, int partition)
      throws IOException {
    return new CurrentVersions(files, CurrentFile.of(folder, partition));
  }

  /**
   * Opens {@code file}.
   *
   * @throws CorruptDataException if there is none, or it is not of this format
   */
  CurrentVersions(FileSystem files, Path file) throws IOException {
    this.file = file;
    try {
      this.reader = CurrentFile.open(files, file);
    } catch (FileNotFoundException e) {
      throw new CorruptDataException(
          "current versions %s: expected the file that the step current writes, found none; restore it"
              .formatted(file),
          e);
    }
  }

  /**
   * Whether there is another one.
   *
   * @throws CorruptDataException if the file is damaged
   */
  @Override
  public boolean hasNext() {
    try {
      return reader.hasNext();
    } catch (AvroRuntimeException e) {
      throw damaged(e);
    }
  }

  /**
   * The next one.
   *
   * @throws CorruptDataException if the file is damaged, or its ids do not rise
   */
  @Override
  public CurrentVersion next() {
    CurrentVersion next;
    try {
      next = reader.next();
    } catch (AvroRuntimeException e) {
      throw damaged(e);
    }
    if (last.isPresent() && last.get().compareTo(next.id()) >= 0) {
      throw new CorruptDataException(
          "current versions %s: expected an id after %s, found \"%s\"; restore the file"
              .formatted(file, name(), next.id().utf8ToString()));
    }
    last = Optional.of(next.id());
    return next;
  }

  private CorruptDataException damaged(AvroRuntimeException e) {
    return new CorruptDataException(
        "current versions %s, after id %s: expected a version, found %s; restore the file"
            .formatted(file, name(), e.getMessage()),
        e);
  }

  private String name() {
    return last.map(id -> "\"%s\"".formatted(id.utf8ToString())).orElse("none");
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
