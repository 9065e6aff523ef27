package org.tideline.views.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * All keys divided into ranges {@code [start, next start)}. The first begins at the empty key, the
 * last has no end. Keys are in the order of their unsigned bytes.
 */
public final class KeyRanges {
  private final byte[][] starts;

  private KeyRanges(TreeSet<byte[]> starts) {
    this.starts = starts.stream().map(byte[]::clone).toArray(byte[][]::new);
  }

  /** The ranges that begin at {@code starts}, in any order; the empty key is added. */
  public static KeyRanges startingAt(Iterable<byte[]> starts) {
    TreeSet<byte[]> sorted = new TreeSet<>(Arrays::compareUnsigned);
    sorted.add(new byte[0]);
    starts.forEach(sorted::add);
    return new KeyRanges(sorted);
  }

  /** Ranges of which each lies in one of these and in one of {@code other}. */
  public KeyRanges refinedBy(KeyRanges other) {
    List<byte[]> all = new ArrayList<>(List.of(starts));
    all.addAll(List.of(other.starts));
    return startingAt(all);
  }

  public int size() {
    return starts.length;
  }

  /** The first key of a range. */
  public byte[] start(int range) {
    return starts[range].clone();
  }

  /** The first key after a range; empty where there is none. */
  public byte[] end(int range) {
    return range + 1 < starts.length ? starts[range + 1].clone() : new byte[0];
  }

  /** All first keys, ascending. */
  public List<byte[]> starts() {
    return Arrays.stream(starts).map(byte[]::clone).toList();
  }

  /** The range that holds the key. */
  public int indexOf(byte[] key) {
    return indexOf(key, 0, key.length);
  }

  /** The range that holds the key in {@code length} bytes of {@code bytes}. */
  public int indexOf(byte[] bytes, int offset, int length) {
    int low = 0;
    int high = starts.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      byte[] start = starts[middle];
      if (Arrays.compareUnsigned(start, 0, start.length, bytes, offset, offset + length) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
