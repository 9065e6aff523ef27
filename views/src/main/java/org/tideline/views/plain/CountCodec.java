package org.tideline.views.plain;

import java.nio.ByteBuffer;
import org.tideline.views.count.WordCount;
import org.tideline.views.view.Codec;
import org.tideline.views.view.Group;

/**
 * Word counts as values of views.
 *
 * <pre>
 *   occurrences(8, big-endian) | documents(8, big-endian)
 * </pre>
 *
 * Example: 3 occurrences in 1 document are {@code 00 00 00 00 00 00 00 03 00 00 00 00 00 00 00 01}.
 */
final class CountCodec implements Codec<WordCount> {
  static final Group<WordCount> GROUP =
      new Group<>() {
        @Override
        public WordCount zero() {
          return WordCount.ZERO;
        }

        @Override
        public WordCount plus(WordCount left, WordCount right) {
          return left.plus(right);
        }

        @Override
        public WordCount negate(WordCount value) {
          return value.negate();
        }
      };

  @Override
  public byte[] encode(WordCount value) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(value.occurrences())
        .putLong(value.documents())
        .array();
  }

  @Override
  public WordCount decode(byte[] bytes) {
    if (bytes.length != 2 * Long.BYTES) {
      throw new IllegalArgumentException("count: expected 16 bytes, found " + bytes.length);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new WordCount(in.getLong(), in.getLong());
  }

  @Override
  public String printed(WordCount value) {
    return "%d in %d documents".formatted(value.occurrences(), value.documents());
  }

  @Override
  public WordCount parsed(String text) {
    throw new IllegalArgumentException("a count is no key: \"%s\"".formatted(text));
  }
}
