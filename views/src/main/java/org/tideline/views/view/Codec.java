package org.tideline.views.view;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.lucene.util.BytesRef;

/**
 * Values of one kind as bytes and as people write them. Equal values have equal bytes and different
 * ones different bytes. Keys are listed in the order of their bytes, unsigned.
 *
 * @param <T> what it is of
 */
public interface Codec<T> {
  /** The bytes of a value. */
  byte[] encode(T value);

  /**
   * The value of bytes that {@link #encode} made.
   *
   * @throws IllegalArgumentException if it did not make them
   */
  T decode(byte[] bytes);

  /** A value as it is shown, in one line. */
  String printed(T value);

  /**
   * What {@link #printed} shows so; asked for keys only.
   *
   * @throws IllegalArgumentException if it is no value, saying what is expected
   */
  T parsed(String text);

  /** Text, as UTF-8. */
  static Codec<String> text() {
    return of(
        text -> {
          BytesRef bytes = new BytesRef(text);
          return Arrays.copyOfRange(bytes.bytes, bytes.offset, bytes.offset + bytes.length);
        },
        bytes -> new BytesRef(bytes).utf8ToString(),
        Function.identity(),
        Function.identity());
  }

  /**
   * Whole numbers, in 8 bytes, big-endian, with the sign bit flipped, so that they sort as they
   * are: -1 is {@code 7f ff ff ff ff ff ff ff}, 0 is {@code 80 00 00 00 00 00 00 00}.
   */
  static Codec<Long> number() {
    return of(
        number -> ByteBuffer.allocate(Long.BYTES).putLong(number ^ Long.MIN_VALUE).array(),
        bytes -> {
          if (bytes.length != Long.BYTES) {
            throw new IllegalArgumentException("number: expected 8 bytes, found " + bytes.length);
          }
          return ByteBuffer.wrap(bytes).getLong() ^ Long.MIN_VALUE;
        },
        number -> Long.toString(number),
        text -> {
          try {
            return Long.valueOf(text);
          } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                "\"%s\": expected a whole number".formatted(text), e);
          }
        });
  }

  /** A codec of these four. */
  static <T> Codec<T> of(
      Function<T, byte[]> encoding,
      Function<byte[], T> decoding,
      Function<T, String> printing,
      Function<String, T> parsing) {
    return new Codec<>() {
      @Override
      public byte[] encode(T value) {
        return encoding.apply(value);
      }

      @Override
      public T decode(byte[] bytes) {
        return decoding.apply(bytes);
      }

      @Override
      public String printed(T value) {
        return printing.apply(value);
      }

      @Override
      public T parsed(String text) {
        return parsing.apply(text);
      }
    };
  }
}
