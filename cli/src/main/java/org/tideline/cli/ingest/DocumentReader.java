package org.tideline.cli.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.tideline.views.document.Document;

/** Reads the documents of files of one format. */
final class DocumentReader {
  /** The longest text, in bytes of UTF-8. */
  static final int MAX_TEXT_BYTES = 8 * 1024 * 1024;

  /** A line of JSON may say a character in six bytes, and has more than the text. */
  private static final int MAX_JSON_BYTES = 7 * MAX_TEXT_BYTES;

  /** Takes what is read, in order. */
  interface Receiver {
    void document(Document document) throws IOException;

    void rejected(Rejection rejection) throws IOException;
  }

  private interface Parser {
    Document parse(String line, long number) throws RejectedRecordException;
  }

  private final IngestFormat format;
  private final String idPrefix;

  /**
   * @param idPrefix comes before every id
   */
  DocumentReader(IngestFormat format, String idPrefix) {
    this.format = format;
    this.idPrefix = idPrefix;
  }

  /** Passes every document of {@code file}, and every record that is none. */
  void read(InputFile file, Receiver receiver) throws IOException {
    try (InputStream in = file.open()) {
      switch (format) {
        case TEXT -> readWhole(file, in, receiver);
        case JSONL -> readLines(file, in, MAX_JSON_BYTES, receiver, this::parseJson);
        case LINES ->
            readLines(
                file,
                in,
                MAX_TEXT_BYTES,
                receiver,
                (line, number) -> document(file, file.name() + "#" + number, line));
      }
    }
  }

  private void readWhole(InputFile file, InputStream in, Receiver receiver) throws IOException {
    try {
      Optional<byte[]> bytes = Utf8Lines.readAll(in, MAX_TEXT_BYTES);
      if (bytes.isEmpty()) {
        throw tooLong();
      }
      String text = Utf8Lines.decode(ByteBuffer.wrap(bytes.get()));
      receiver.document(document(file, file.name(), text));
    } catch (RejectedRecordException e) {
      receiver.rejected(new Rejection(file.place(), 0, e.getMessage()));
    }
  }

  private void readLines(
      InputFile file, InputStream in, int maxBytes, Receiver receiver, Parser parser)
      throws IOException {
    Utf8Lines lines = new Utf8Lines(in, maxBytes);
    while (lines.advance()) {
      Document document;
      try {
        document = parser.parse(lines.text(), lines.number());
      } catch (RejectedRecordException e) {
        receiver.rejected(new Rejection(file.place(), lines.number(), e.getMessage()));
        continue;
      }
      receiver.document(document);
    }
  }

  private Document parseJson(String line, long number) throws RejectedRecordException {
    Document document = JsonDocument.parse(line, idPrefix);
    // A char is at most 3 bytes, so that most texts need no encoding to be measured.
    if (3L * document.text().length() > MAX_TEXT_BYTES
        && document.text().getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES) {
      throw tooLong();
    }
    return document;
  }

  private Document document(InputFile file, String name, String text)
      throws RejectedRecordException {
    try {
      return new Document(idPrefix + name, file.time(), Map.of(), text);
    } catch (IllegalArgumentException e) {
      throw new RejectedRecordException(e.getMessage());
    }
  }

  private static RejectedRecordException tooLong() {
    return new RejectedRecordException(
        "expected a text of at most %d bytes, found a longer one".formatted(MAX_TEXT_BYTES));
  }
}
