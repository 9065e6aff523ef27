package org.tideline.views.plain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.tideline.views.view.Codec;
import org.tideline.views.window.WindowSize;

/**
 * A window of event time, of one word or of all documents.
 *
 * @param word empty for all documents, which no word is
 * @param first minute of the window, from 1970 on
 */
public record WordWindow(String word, WindowSize size, long first) {
  /**
   * Its bytes.
   *
   * <pre>
   *   word, UTF-8 | 00 | size(1): 0 minute, 1 hour, 2 day | first minute(8, big-endian, sign bit flipped)
   * </pre>
   *
   * Example: the minute 1 of {@code a} is {@code 61 00 00 80 00 00 00 00 00 00 01}.
   */
  static final Codec<WordWindow> CODEC =
      Codec.of(WordWindow::encode, WordWindow::decode, WordWindow::printed, WordWindow::parsed);

  private static final int AFTER_WORD = 2 + Long.BYTES;
  private static final long MINUTE_MS = 60_000;

  private byte[] encode() {
    byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(utf8.length + AFTER_WORD)
        .put(utf8)
        .put((byte) 0)
        .put((byte) size.ordinal())
        .putLong(first ^ Long.MIN_VALUE)
        .array();
  }

  private static WordWindow decode(byte[] bytes) {
    int length = bytes.length - AFTER_WORD;
    if (length < 0) {
      throw new IllegalArgumentException(
          "window: expected at least %d bytes, found %d".formatted(AFTER_WORD, bytes.length));
    }
    String word = new String(Arrays.copyOf(bytes, length), StandardCharsets.UTF_8);
    ByteBuffer rest = ByteBuffer.wrap(bytes, length + 1, AFTER_WORD - 1);
    return new WordWindow(word, WindowSize.values()[rest.get()], rest.getLong() ^ Long.MIN_VALUE);
  }

  private String printed() {
    String window =
        "%s of %s"
            .formatted(
                size.name().toLowerCase(Locale.ROOT), Instant.ofEpochMilli(first * MINUTE_MS));
    return word.isEmpty() ? window : "%s, %s".formatted(word, window);
  }

  private static WordWindow parsed(String text) {
    int comma = text.lastIndexOf(", ");
    String word = comma < 0 ? "" : text.substring(0, comma);
    String[] window = text.substring(comma < 0 ? 0 : comma + 2).split(" of ", 2);
    try {
      return new WordWindow(
          word,
          WindowSize.valueOf(window[0].toUpperCase(Locale.ROOT)),
          Math.floorDiv(Instant.parse(window[1]).toEpochMilli(), MINUTE_MS));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "window \"%s\": expected such as \"whale, hour of 2026-11-25T09:00:00Z\"".formatted(text),
          e);
    }
  }
}
