package org.tideline.views.certify;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.lucene.util.BytesRef;

/**
 * The key of a document on the timeline, as its row has it.
 *
 * <pre>
 *   eventTime(8, big-endian, sign bit flipped) | id
 * </pre>
 */
public final class TimelineKey {
  private TimelineKey() {}

  /** That of the document {@code id}. */
  public static BytesRef of(long eventTime, BytesRef id) {
    byte[] key = new byte[Long.BYTES + id.length];
    ByteBuffer.wrap(key).putLong(eventTime ^ Long.MIN_VALUE).put(id.bytes, id.offset, id.length);
    return new BytesRef(key);
  }

  static String printed(BytesRef key) {
    long eventTime = ByteBuffer.wrap(key.bytes, key.offset, Long.BYTES).getLong() ^ Long.MIN_VALUE;
    BytesRef id = new BytesRef(key.bytes, key.offset + Long.BYTES, key.length - Long.BYTES);
    return "%s at %s".formatted(id.utf8ToString(), Instant.ofEpochMilli(eventTime));
  }
}
