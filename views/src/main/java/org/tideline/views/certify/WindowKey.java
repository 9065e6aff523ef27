package org.tideline.views.certify;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.window.AllDocuments;
import org.tideline.views.window.WindowSize;

/**
 * The key of a window of a term, or of all documents. It lies in the range of its row: a term has
 * no U+0000, and the row of all documents is before all terms.
 *
 * <pre>
 *   row of the words | 00 | size(1): 0 minute, 1 hour, 2 day | first minute(8, big-endian, sign bit flipped)
 * </pre>
 */
public final class WindowKey {
  /** What stands after the row. */
  private static final int SUFFIX_BYTES = 2 + Long.BYTES;

  private static final long MINUTE_MS = 60_000;

  private WindowKey() {}

  /** That of the window of {@code row} that begins with minute {@code first}. */
  public static BytesRef of(BytesRef row, WindowSize size, long first) {
    byte[] key = new byte[row.length + SUFFIX_BYTES];
    ByteBuffer.wrap(key)
        .put(row.bytes, row.offset, row.length)
        .put((byte) 0)
        .put((byte) size.ordinal())
        .putLong(first ^ Long.MIN_VALUE);
    return new BytesRef(key);
  }

  static String printed(BytesRef key) {
    int rowLength = key.length - SUFFIX_BYTES;
    BytesRef row = new BytesRef(key.bytes, key.offset, rowLength);
    ByteBuffer suffix = ByteBuffer.wrap(key.bytes, key.offset + rowLength + 1, SUFFIX_BYTES - 1);
    WindowSize size = WindowSize.values()[suffix.get()];
    long first = suffix.getLong() ^ Long.MIN_VALUE;
    return "%s, %s of %s"
        .formatted(
            AllDocuments.is(row) ? "all documents" : row.utf8ToString(),
            size.name().toLowerCase(Locale.ROOT),
            moment(first));
  }

  /** Outside of the years that an instant has, the number of the minute. */
  private static String moment(long minute) {
    long greatest = Long.MAX_VALUE / MINUTE_MS;
    return Math.abs(minute) < greatest
        ? Instant.ofEpochMilli(minute * MINUTE_MS).toString()
        : "minute " + minute;
  }
}
