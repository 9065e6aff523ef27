package org.tideline.views.certify;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Locale;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefBuilder;
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
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private WindowKey() {}

  /** That of the window of {@code row} that begins with minute {@code first}. */
  public static BytesRef of(BytesRef row, WindowSize size, long first) {
    BytesRefBuilder key = new BytesRefBuilder();
    key.append(row);
    return BytesRef.deepCopyOf(of(key, row.length, size, first));
  }

  /**
   * The same for windows of one row after the other, in the bytes of {@code key}.
   *
   * @param key begins with the row, which is {@code rowLength} bytes long
   */
  public static BytesRef of(BytesRefBuilder key, int rowLength, WindowSize size, long first) {
    key.grow(rowLength + SUFFIX_BYTES);
    key.setLength(rowLength + SUFFIX_BYTES);
    byte[] bytes = key.bytes();
    bytes[rowLength] = 0;
    bytes[rowLength + 1] = (byte) size.ordinal();
    LONGS.set(bytes, rowLength + 2, first ^ Long.MIN_VALUE);
    return key.get();
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
