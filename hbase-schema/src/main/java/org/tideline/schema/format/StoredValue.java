package org.tideline.schema.format;

import java.io.IOException;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.lucene.store.ByteArrayDataOutput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.DataOutput;

/**
 * A stored value: one byte of format version, then fields in the coding of Lucene's {@link
 * DataOutput}: vint and vlong (7 bits a byte, low bits first), zlong (zigzag, then vlong), and
 * strings as vint length in bytes and UTF-8.
 */
public final class StoredValue {
  /** What Lucene's coding of a long takes at most. */
  public static final int MAX_VLONG_BYTES = 10;

  /** First block of a buffer as a power of 2; Lucene's own default is a KiB for every value. */
  private static final int MIN_BLOCK_BITS = 6;

  private StoredValue() {}

  /** Writes the fields of a value. */
  @FunctionalInterface
  public interface Writer {
    void write(DataOutput out) throws IOException;
  }

  /** Reads the fields of a value. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(StoredFields in) throws IOException;
  }

  /** The bytes of a value whose format has the version {@code formatVersion}. */
  public static byte[] encode(int formatVersion, Writer fields) {
    ByteBuffersDataOutput out =
        new ByteBuffersDataOutput(
            MIN_BLOCK_BITS,
            ByteBuffersDataOutput.DEFAULT_MAX_BITS_PER_BLOCK,
            ByteBuffersDataOutput.ALLOCATE_BB_ON_HEAP,
            ByteBuffersDataOutput.NO_REUSE);
    try {
      out.writeByte((byte) formatVersion);
      fields.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer in memory cannot fail to be written", e);
    }
    return out.toArrayCopy();
  }

  /**
   * The same for values of which very many are made.
   *
   * @param maxBytes at least what the fields take
   */
  public static byte[] encode(int formatVersion, int maxBytes, Writer fields) {
    byte[] bytes = new byte[1 + maxBytes];
    ByteArrayDataOutput out = new ByteArrayDataOutput(bytes);
    try {
      out.writeByte((byte) formatVersion);
      fields.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer in memory cannot fail to be written", e);
    }
    return Arrays.copyOf(bytes, out.getPosition());
  }

  /**
   * The value in {@code length} bytes of {@code bytes} from {@code offset} on.
   *
   * @param where names the value in errors, such as {@code words row "whale"}
   * @param fields may throw IOException or IllegalArgumentException for what cannot be
   * @throws CorruptDataException if the version is another one, the fields do not fill the bytes
   *     exactly, or their reader refuses them
   */
  public static <T> T decode(
      int formatVersion,
      byte[] bytes,
      int offset,
      int length,
      Supplier<String> where,
      Reader<T> fields) {
    StoredFields in = new StoredFields();
    try {
      in.begin(formatVersion, bytes, offset, length);
      T value = fields.read(in);
      in.end();
      return value;
    } catch (IOException | IllegalArgumentException e) {
      throw new CorruptDataException("%s: %s".formatted(where.get(), e.getMessage()), e);
    }
  }

  /**
   * The text in {@code length} bytes of UTF-8.
   *
   * @throws UTFDataFormatException if they are not valid UTF-8, naming the first byte that is not
   */
  public static String strictUtf8(byte[] bytes, int offset, int length)
      throws UTFDataFormatException {
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    // The constructor is several times faster than a decoder but puts U+FFFD for what is malformed.
    if (text.indexOf('\uFFFD') >= 0) {
      requireUtf8(ByteBuffer.wrap(bytes, offset, length));
    }
    return text;
  }

  private static void requireUtf8(ByteBuffer bytes) throws UTFDataFormatException {
    int start = bytes.position();
    CharBuffer chars = CharBuffer.allocate(bytes.remaining());
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, chars, true);
    if (result.isError()) {
      throw new UTFDataFormatException(
          "expected UTF-8, found byte 0x%02x at byte %d of it"
              .formatted(bytes.get(bytes.position()), bytes.position() - start));
    }
  }

  /** A string with its length before it; {@link StoredFields#readString} reads it. */
  public static void writeString(DataOutput out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeVInt(utf8.length);
    out.writeBytes(utf8, utf8.length);
  }

  /** Strings by name, in the order of names; {@link StoredFields#readStrings} reads them. */
  public static void writeStrings(DataOutput out, Map<String, String> strings) throws IOException {
    out.writeVInt(strings.size());
    for (Map.Entry<String, String> entry : new TreeMap<>(strings).entrySet()) {
      writeString(out, entry.getKey());
      writeString(out, entry.getValue());
    }
  }
}
