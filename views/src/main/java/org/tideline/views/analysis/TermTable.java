package org.tideline.views.analysis;

import java.util.Arrays;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.UnicodeUtil;

/**
 * Gives terms numbers from 0 on, in the order in which they come first. Terms stay the characters
 * that the analyzer hands out and become bytes only when they are read: Lucene's BytesRefHash makes
 * bytes of every occurrence and was slower than a HashMap of strings. Linear probing; at most half
 * of the slots are taken. Not safe for use by several threads.
 */
public final class TermTable {
  private static final int FNV_PRIME = 0x01000193;
  private static final int GOLDEN_RATIO = 0x9E3779B9;

  /** Number of the term plus 1; 0 is a free slot. */
  private int[] slots = new int[1 << 8];

  private int[] hashes = new int[1 << 7];

  /** Where each term begins in {@link #chars}; it ends where the next one begins. */
  private int[] starts = new int[(1 << 7) + 1];

  private char[] chars = new char[1 << 10];
  private int size;

  /** How many terms have a number. */
  public int size() {
    return size;
  }

  /** The number of the term in the first {@code length} characters of {@code term}. */
  public int number(char[] term, int length) {
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = FNV_PRIME * (hash ^ term[i]);
    }
    hash *= GOLDEN_RATIO;
    int slot = slot(hash);
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (hashes[number] == hash && holds(number, term, length)) {
        return number;
      }
      slot = next(slot);
    }
    // Half of a surrogate pair is U+FFFD in UTF-8: such terms must not differ here and agree there.
    char[] valid = valid(term, length);
    return valid == term ? insert(term, length, hash, slot) : number(valid, valid.length);
  }

  private static char[] valid(char[] term, int length) {
    for (int i = 0; i < length; i++) {
      if (Character.isSurrogate(term[i])) {
        String text = new String(term, 0, length);
        String readBack = new BytesRef(text).utf8ToString();
        return text.equals(readBack) ? term : readBack.toCharArray();
      }
    }
    return term;
  }

  /** The high bits, which the multiplication has mixed best. */
  private int slot(int hash) {
    return hash >>> (Integer.numberOfLeadingZeros(slots.length) + 1);
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }

  private boolean holds(int number, char[] term, int length) {
    int start = starts[number];
    if (starts[number + 1] - start != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (chars[start + i] != term[i]) {
        return false;
      }
    }
    return true;
  }

  private int insert(char[] term, int length, int hash, int slot) {
    int number = size++;
    int start = starts[number];
    chars = ArrayUtil.grow(chars, start + length);
    System.arraycopy(term, 0, chars, start, length);
    hashes = ArrayUtil.grow(hashes, size);
    starts = ArrayUtil.grow(starts, size + 1);
    starts[size] = start + length;
    hashes[number] = hash;
    slots[slot] = size;
    if (2 * size > slots.length) {
      rehash();
    }
    return number;
  }

  private void rehash() {
    slots = new int[2 * slots.length];
    for (int number = 0; number < size; number++) {
      int slot = slot(hashes[number]);
      while (slots[slot] != 0) {
        slot = next(slot);
      }
      slots[slot] = number + 1;
    }
  }

  /** Puts the term with that number into {@code bytes}, as UTF-8; its array may be replaced. */
  public void read(int number, BytesRef bytes) {
    int start = starts[number];
    int length = starts[number + 1] - start;
    bytes.bytes = ArrayUtil.grow(bytes.bytes, UnicodeUtil.maxUTF8Length(length));
    bytes.offset = 0;
    bytes.length = UnicodeUtil.UTF16toUTF8(chars, start, length, bytes.bytes);
  }

  /** Forgets all terms and keeps the room they took. */
  public void clear() {
    Arrays.fill(slots, 0);
    size = 0;
  }

  /** Bytes of heap that the terms take, without the room that is kept for more. */
  public long heapBytes() {
    // Per term its hash, its start, and at the least two slots.
    return 2L * starts[size] + 16L * size;
  }
}
