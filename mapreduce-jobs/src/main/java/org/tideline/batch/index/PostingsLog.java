package org.tideline.batch.index;

import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.ByteBlockPool;
import org.apache.lucene.util.Counter;
import org.apache.lucene.util.RecyclingByteBlockAllocator;

/**
 * Postings one behind the other in pages of memory, read from the last one back.
 *
 * <pre>
 *   entry   back(vint)   bytes to the entry before of the same term, 0 for its first one
 *           gap(vint)    documents since that of the entry before, 0 for its first one
 *           count(vint), then so many positions: the first, and what each is beyond the one before
 * </pre>
 *
 * A log of up to 2^31-1 bytes. Not safe for use by several threads.
 */
final class PostingsLog {
  /** Pages of 32 KiB that are kept for what comes after a drain. */
  private static final int PAGES_KEPT = 1 << 15;

  private final ByteBlockPool pages =
      new ByteBlockPool(new RecyclingByteBlockAllocator(PAGES_KEPT, Counter.newCounter()));

  private byte[] entry = new byte[64];
  private int entrySize;
  private int[] positions = new int[16];

  /** Where the next byte is read. */
  private int next;

  PostingsLog() {
    pages.nextBuffer();
  }

  /** How many bytes of entries there are. */
  int size() {
    return Math.toIntExact(pages.getPosition());
  }

  long heapBytes() {
    return pages.getPosition() + ByteBlockPool.BYTE_BLOCK_SIZE;
  }

  /**
   * Adds an entry, whose positions are at {@code [start, end)} of {@code from}.
   *
   * @param before the entry before of the same term, or {@link #size} if there is none
   * @return where it is
   */
  int append(int before, int gap, int[] from, int start, int end) {
    int place = size();
    entry = ArrayUtil.grow(entry, 5 * (3 + end - start));
    entrySize = 0;
    writeVInt(place - before);
    writeVInt(gap);
    writeVInt(end - start);
    int previous = 0;
    for (int i = start; i < end; i++) {
      writeVInt(from[i] - previous);
      previous = from[i];
    }
    pages.append(entry, 0, entrySize);
    return place;
  }

  private void writeVInt(int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      entry[entrySize++] = (byte) (rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    entry[entrySize++] = (byte) rest;
  }

  /** How far before {@code place} the entry before of the same term is; reads on from there. */
  int readBack(int place) {
    next = place;
    return readVInt();
  }

  /** What follows {@link #readBack}. */
  int readGap() {
    return readVInt();
  }

  /** Where it is to be read on: after {@link #readGap} where the positions are. */
  int next() {
    return next;
  }

  /** Reads the positions at {@code place} into {@link #positions}; gives their number. */
  int readPositions(int place) {
    next = place;
    int count = readVInt();
    if (positions.length < count) {
      positions = new int[ArrayUtil.oversize(count, Integer.BYTES)];
    }
    int position = 0;
    for (int i = 0; i < count; i++) {
      position += readVInt();
      positions[i] = position;
    }
    return count;
  }

  /** What {@link #readPositions} has read. */
  int[] positions() {
    return positions;
  }

  private int readVInt() {
    byte read = pages.readByte(next++);
    int value = read & 0x7F;
    for (int shift = 7; read < 0; shift += 7) {
      read = pages.readByte(next++);
      value |= (read & 0x7F) << shift;
    }
    return value;
  }

  /** Forgets all entries. */
  void clear() {
    pages.reset(false, true);
  }
}
