package org.tideline.cli.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The lines of a stream as bytes, so that a line that is too long or not UTF-8 spoils no other. A
 * line ends at LF, CR LF, or the end; no line is held beyond a bound.
 */
final class Utf8Lines {
  private final InputStream in;
  private final int maxBytes;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final byte[] buffer = new byte[1 << 16];
  private int next;
  private int end;
  private long number;

  /**
   * @param maxBytes the longest line that is held
   */
  Utf8Lines(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /** The number of the line read last, from 1. */
  long number() {
    return number;
  }

  /**
   * Moves to the next line; its text is read by {@link #text}.
   *
   * @return whether there was one
   */
  boolean advance() throws IOException {
    line.reset();
    tooLong = false;
    boolean any = false;
    while (true) {
      if (next == end) {
        end = in.read(buffer);
        next = 0;
        if (end < 0) {
          end = 0;
          number += any ? 1 : 0;
          return any;
        }
      }
      any = true;
      int from = next;
      while (next < end && buffer[next] != '\n') {
        next++;
      }
      keep(from, next - from);
      if (next < end) {
        next++;
        number++;
        return true;
      }
    }
  }

  private boolean tooLong;

  private void keep(int from, int length) {
    tooLong |= line.size() + length > maxBytes;
    if (!tooLong) {
      line.write(buffer, from, length);
    }
  }

  /** The line's text without its end. */
  String text() throws RejectedRecordException {
    if (tooLong) {
      throw new RejectedRecordException(
          "expected a line of at most %d bytes, found a longer one".formatted(maxBytes));
    }
    byte[] bytes = line.toByteArray();
    int length = bytes.length;
    if (length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
    return decode(ByteBuffer.wrap(bytes, 0, length));
  }

  /** Bytes as text, if they are valid UTF-8. */
  static String decode(ByteBuffer bytes) throws RejectedRecordException {
    int size = bytes.remaining();
    int at = bytes.position();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new RejectedRecordException(
          "expected UTF-8, found a byte that is not at offset %d of %d"
              .formatted(bytes.position() - at, size));
    }
  }

  /** The rest of the stream as text; empty if it is longer than the bound. */
  static Optional<byte[]> readAll(InputStream in, int maxBytes) throws IOException {
    byte[] bytes = in.readNBytes(maxBytes + 1);
    return bytes.length > maxBytes ? Optional.empty() : Optional.of(bytes);
  }
}
