package org.tideline.schema.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.DataOutput;

/**
 * A stored value: one byte of format version, then fields in the coding of Lucene's {@link
 * DataOutput}: vint and vlong (7 bits a byte, low bits first), zlong (zigzag, then vlong), and
 * strings as vint length in bytes and UTF-8.
 */
public final class StoredValue {
  private StoredValue() {}

  /** Writes the fields of a value. */
  @FunctionalInterface
  public interface Writer {
    void write(DataOutput out) throws IOException;
  }

  /** Reads the fields of a value. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(ByteArrayDataInput in) throws IOException;
  }

  /** The bytes of a value whose format has the version {@code formatVersion}. */
  public static byte[] encode(int formatVersion, Writer fields) {
    ByteBuffersDataOutput out = new ByteBuffersDataOutput();
    try {
      out.writeByte((byte) formatVersion);
      fields.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer in memory cannot fail to be written", e);
    }
    return out.toArrayCopy();
  }

  /**
   * The value in {@code length} bytes of {@code bytes} from {@code offset} on.
   *
   * @param where names the value in errors, such as {@code words row "whale"}
   * @throws CorruptDataException if the version is another one, or the bytes end early or late
   */
  public static <T> T decode(
      int formatVersion,
      byte[] bytes,
      int offset,
      int length,
      Supplier<String> where,
      Reader<T> fields) {
    if (length == 0 || bytes[offset] != formatVersion) {
      throw new CorruptDataException(
          "%s: expected format version %d, found %s (%d bytes); written by a newer release?"
              .formatted(where.get(), formatVersion, length == 0 ? "none" : bytes[offset], length));
    }
    ByteArrayDataInput in = new ByteArrayDataInput(bytes, offset + 1, length - 1);
    T value;
    try {
      value = fields.read(in);
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new CorruptDataException(
          "%s: the fields of format version %d do not fit its %d bytes"
              .formatted(where.get(), formatVersion, length),
          e);
    }
    if (!in.eof()) {
      throw new CorruptDataException(
          "%s: expected the end after byte %d, found %d bytes more"
              .formatted(
                  where.get(), in.getPosition() - offset, offset + length - in.getPosition()));
    }
    return value;
  }

  /**
   * The text in {@code length} bytes of UTF-8.
   *
   * @throws CharacterCodingException if they are not valid UTF-8
   */
  public static String strictUtf8(byte[] bytes, int offset, int length)
      throws CharacterCodingException {
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    // The constructor is several times faster than a decoder but puts U+FFFD for what is malformed.
    if (text.indexOf('\uFFFD') >= 0) {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
    }
    return text;
  }

  /** The rest of {@code in} as text. */
  public static String remainingUtf8(ByteArrayDataInput in, byte[] bytes, int end)
      throws CharacterCodingException {
    int from = in.getPosition();
    in.skipBytes(end - from);
    return strictUtf8(bytes, from, end - from);
  }

  /** A field of a string. */
  public static void writeString(DataOutput out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeVInt(utf8.length);
    out.writeBytes(utf8, utf8.length);
  }

  /** A field of a string. */
  public static String readString(ByteArrayDataInput in) throws CharacterCodingException {
    int length = in.readVInt();
    byte[] utf8 = new byte[Math.min(length, in.length())];
    in.readBytes(utf8, 0, length);
    return strictUtf8(utf8, 0, length);
  }
}
