package org.tideline.views.certify;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.document.Content;

/**
 * A hash that is the same in every release, since certificates keep sums of it. Not against an
 * adversary: keys that somebody chose to collide are not told apart.
 */
public final class StableHash {
  /** Hashes that stand for a content are 61 bits, so that they are numbers of a checksum. */
  private static final int UNUSED_BITS = 3;

  private static final long STEP = 0x9E3779B97F4A7C15L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private StableHash() {}

  /** The hash of {@code length} bytes of {@code bytes} from {@code offset} on: 64 bits. */
  public static long of(byte[] bytes, int offset, int length) {
    long hash = mix(length + STEP);
    int at = offset;
    int end = offset + length;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = mix((hash ^ (long) LONGS.get(bytes, at)) + STEP);
    }
    return mix((hash ^ rest(bytes, offset, at, end)) + STEP);
  }

  /** The fewer than 8 bytes at {@code [at, end)}, the first one lowest. */
  private static long rest(byte[] bytes, int offset, int at, int end) {
    if (at < end && end - offset >= Long.BYTES) {
      // Read at once with those before them.
      long last = (long) LONGS.get(bytes, end - Long.BYTES);
      return last >>> (Byte.SIZE * (Long.BYTES - (end - at)));
    }
    long rest = 0;
    for (int i = at; i < end; i++) {
      rest |= (bytes[i] & 0xFFL) << (Byte.SIZE * (i - at));
    }
    return rest;
  }

  /** The finalizer of splitmix64 (Steele, Lea and Flood 2014): every bit depends on every other. */
  static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** The hash of key {@code hash} in component {@code index}. */
  static long component(long hash, int index) {
    return mix(hash + (index + 1) * STEP);
  }

  /** Stands for the positions of a posting, at {@code [start, end)} of {@code positions}. */
  public static long ofPositions(int[] positions, int start, int end) {
    long hash = mix(end - start + STEP);
    for (int i = start; i < end; i++) {
      hash = mix((hash ^ positions[i]) + STEP);
    }
    return hash >>> UNUSED_BITS;
  }

  /** Stands for a text and its attributes. */
  public static long ofContent(Content content) {
    byte[] utf8 = content.text().getBytes(StandardCharsets.UTF_8);
    return ofContent(content.attributes(), new BytesRef(utf8));
  }

  /** The same of a text in UTF-8. */
  public static long ofContent(Map<String, String> attributes, BytesRef text) {
    long hash = of(text.bytes, text.offset, text.length);
    for (Map.Entry<String, String> attribute : new TreeMap<>(attributes).entrySet()) {
      hash = mix((hash ^ of(attribute.getKey())) + STEP);
      hash = mix((hash ^ of(attribute.getValue())) + STEP);
    }
    return hash >>> UNUSED_BITS;
  }

  private static long of(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return of(utf8, 0, utf8.length);
  }
}
