package org.tideline.schema.format;

import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.lucene.store.DataInput;
import org.apache.lucene.util.BytesRef;

/**
 * The fields of one value, in the coding of {@link StoredValue}. Never reads beyond the value's own
 * bytes, which may lie within a larger array: that of a whole HBase row.
 */
public final class StoredFields extends DataInput {
  private byte[] bytes = {};
  private int start;
  private int position;
  private int end;

  /** No value yet. */
  public StoredFields() {}

  /**
   * The fields in {@code length} bytes of a value that was begun before, from {@code offset} on.
   */
  public static StoredFields within(byte[] value, int offset, int length) {
    StoredFields fields = new StoredFields();
    fields.bytes = value;
    fields.start = offset;
    fields.position = offset;
    fields.end = Objects.checkFromIndexSize(offset, length, value.length) + length;
    return fields;
  }

  /**
   * Turns to the value in {@code length} bytes of {@code from} at {@code offset}; one object may
   * read many values, one after the other.
   *
   * @throws IOException if its format version is not the expected one
   */
  public void begin(int formatVersion, byte[] from, int offset, int length) throws IOException {
    bytes = from;
    start = offset;
    position = offset;
    end = Objects.checkFromIndexSize(offset, length, from.length) + length;
    if (length == 0 || bytes[position++] != formatVersion) {
      throw new IOException(
          "expected format version %d, found %s (%d bytes); written by a newer release?"
              .formatted(formatVersion, length == 0 ? "none" : bytes[start], length));
    }
  }

  /**
   * Makes sure that nothing remains.
   *
   * @throws IOException if bytes remain
   */
  public void end() throws IOException {
    if (position < end) {
      throw new IOException("expected %d bytes, found %d".formatted(position - start, end - start));
    }
  }

  /** How many bytes are not read yet. */
  public int remaining() {
    return end - position;
  }

  @Override
  public byte readByte() throws IOException {
    require(1);
    return bytes[position++];
  }

  @Override
  public void readBytes(byte[] into, int offset, int length) throws IOException {
    require(length);
    System.arraycopy(bytes, position, into, offset, length);
    position += length;
  }

  @Override
  public void skipBytes(long count) throws IOException {
    require(count);
    position += (int) count;
  }

  /**
   * A vint that counts something.
   *
   * @throws IOException if it is negative
   */
  public int readCount(String what) throws IOException {
    int count = readVInt();
    if (count < 0) {
      throw new IOException("expected a number of %s from 0, found %d".formatted(what, count));
    }
    return count;
  }

  /** A string with its length before it. */
  @Override
  public String readString() throws IOException {
    return readUtf8(readCount("bytes"));
  }

  /** A string that is all that remains. */
  public String readRemainingString() throws IOException {
    return readUtf8(end - position);
  }

  /** All that remains, in the value's own bytes. */
  public BytesRef readRemaining() {
    BytesRef remaining = new BytesRef(bytes, position, end - position);
    position = end;
    return remaining;
  }

  private String readUtf8(int length) throws IOException {
    require(length);
    String text = StoredValue.strictUtf8(bytes, position, length);
    position += length;
    return text;
  }

  /**
   * Strings by name: a vint count, then that many names and values.
   *
   * @throws IOException if a name stands twice
   */
  public Map<String, String> readStrings() throws IOException {
    int count = readCount("entries");
    Map<String, String> strings = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String name = readString();
      if (strings.put(name, readString()) != null) {
        throw new IOException("expected every name once, found \"%s\" twice".formatted(name));
      }
    }
    return strings;
  }

  private void require(long count) throws IOException {
    if (count > end - position) {
      throw new EOFException(
          "expected %d bytes more after byte %d, found %d"
              .formatted(count, position - start, end - position));
    }
  }
}
