package org.tideline.cli.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.tideline.views.document.Document;

/** One ingest: finds the files, reads them, appends what can be read and lists what cannot. */
public final class Ingest {
  /** Hears of every document that was handed to the log. */
  @FunctionalInterface
  public interface Progress {
    /**
     * @param characters of the document's text
     */
    void ingested(long characters);
  }

  /**
   * What became of it.
   *
   * @param acknowledged where its records stand
   * @param rejected how many records could not be read
   */
  public record Result(Acknowledged acknowledged, long rejected) {}

  /**
   * Where documents are looked for.
   *
   * @param paths files, directories, or {@code -}
   * @param standardInput what {@code -} stands for
   * @param now its event time, in epoch milliseconds
   * @param dataFolder of the platform; its files are no documents
   */
  public record Sources(List<String> paths, InputStream standardInput, long now, Path dataFolder) {}

  private final List<InputFile> files;
  private final DocumentReader reader;
  private final Path rejectedPath;

  private Ingest(List<InputFile> files, DocumentReader reader, Path rejectedPath) {
    this.files = files;
    this.reader = reader;
    this.rejectedPath = rejectedPath;
  }

  /**
   * Looks for the files and checks their names; nothing is read yet.
   *
   * @param lineTime reads the event times of lines; only for the format that has lines
   * @param rejectedPath where records go that cannot be read; no document either
   * @param notices takes what is left out of a directory
   * @throws IllegalArgumentException if a path names nothing, or two files one document
   */
  public static Ingest of(
      Sources sources,
      IngestFormat format,
      String idPrefix,
      Optional<LineTime> lineTime,
      Path rejectedPath,
      Consumer<String> notices)
      throws IOException {
    if (lineTime.isPresent() && format != IngestFormat.LINES) {
      throw new IllegalArgumentException(
          "--time-pattern: expected --format lines, whose documents have a time in their line, found --format "
              + format.name().toLowerCase(Locale.ROOT));
    }
    List<Path> own = List.of(sources.dataFolder(), rejectedPath);
    List<InputFile> files =
        new InputFiles(sources.standardInput(), sources.now(), own, notices).find(sources.paths());
    if (!format.namesDocuments()) {
      InputFiles.requireDifferentNames(files);
    }
    return new Ingest(files, new DocumentReader(format, idPrefix, lineTime), rejectedPath);
  }

  /** The size of all files, in bytes; standard input counts as 0. */
  public long bytes() {
    return files.stream().mapToLong(InputFile::bytes).sum();
  }

  /**
   * Appends everything and waits until the log has acknowledged it.
   *
   * @throws IOException if a file cannot be read or the log refuses a record; what was appended
   *     before stays, and may be ingested again
   */
  public Result run(DocumentProducer producer, Progress progress) throws IOException {
    try (RejectedFile rejected = new RejectedFile(rejectedPath)) {
      DocumentReader.Receiver receiver =
          new DocumentReader.Receiver() {
            @Override
            public void document(Document document) throws IOException {
              producer.put(document);
              progress.ingested(document.text().length());
            }

            @Override
            public void rejected(Rejection rejection) throws IOException {
              rejected.add(rejection);
            }
          };
      for (InputFile file : files) {
        reader.read(file, receiver);
      }
      return new Result(producer.acknowledged(), rejected.count());
    }
  }
}
