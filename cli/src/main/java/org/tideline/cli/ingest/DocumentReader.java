package org.tideline.cli.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.log.LogTopic;
import org.tideline.views.document.Document;
import org.tideline.views.document.DocumentId;

/** Reads the documents of files of one format. */
final class DocumentReader {
  /** The longest text, in bytes of UTF-8. */
  static final int MAX_TEXT_BYTES = 8 * 1024 * 1024;

  /** A line of JSON may say a character in six bytes, and has more than the text. */
  private static final int MAX_JSON_BYTES = 7 * MAX_TEXT_BYTES;

  /** More than the lengths of an attribute's name and value take, in characters of 3 bytes. */
  private static final int LENGTHS = 4;

  /** More than the fields of a record take that are no strings. */
  private static final int FIELDS = 32;

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
  private final Optional<LineTime> lineTime;

  /**
   * @param idPrefix comes before every id
   * @param lineTime reads the event time of a line; without it that is the time of the file
   */
  DocumentReader(IngestFormat format, String idPrefix, Optional<LineTime> lineTime) {
    this.format = format;
    this.idPrefix = idPrefix;
    this.lineTime = lineTime;
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
                (line, number) -> document(timeOf(line, file), file.name() + "#" + number, line));
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
      receiver.document(document(file.time(), file.name(), text));
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
    requireFits(document);
    return document;
  }

  /** Attributes have no bound of their own, but one record that the log refuses ends the ingest. */
  private static void requireFits(Document document) throws RejectedRecordException {
    if (mostBytes(document) <= LogTopic.MAX_RECORD_BYTES) {
      return;
    }
    int bytes = LogRecordCodec.key(document.id()).length + LogRecordCodec.encode(document).length;
    if (bytes > LogTopic.MAX_RECORD_BYTES) {
      throw new RejectedRecordException(
          "expected id, text and attributes of at most %d bytes together, found %d"
              .formatted(LogTopic.MAX_RECORD_BYTES, bytes));
    }
  }

  /** A bound that is quickly told, of a record's key and value. */
  private static long mostBytes(Document document) {
    long characters = document.text().length();
    for (Map.Entry<String, String> attribute : document.attributes().entrySet()) {
      characters += attribute.getKey().length() + attribute.getValue().length() + LENGTHS;
    }
    return 3 * characters + DocumentId.MAX_BYTES + FIELDS;
  }

  private long timeOf(String line, InputFile file) throws RejectedRecordException {
    return lineTime.isPresent() ? lineTime.get().read(line) : file.time();
  }

  private Document document(long eventTime, String name, String text)
      throws RejectedRecordException {
    try {
      return new Document(idPrefix + name, eventTime, Map.of(), text);
    } catch (IllegalArgumentException e) {
      throw new RejectedRecordException(e.getMessage());
    }
  }

  private static RejectedRecordException tooLong() {
    return new RejectedRecordException(
        "expected a text of at most %d bytes, found a longer one".formatted(MAX_TEXT_BYTES));
  }
}
