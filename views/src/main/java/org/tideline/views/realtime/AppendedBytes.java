package org.tideline.views.realtime;

import java.util.Arrays;

/**
 * Bytes that are only ever appended, in blocks. What stands below a length never changes, so that a
 * thread to which the writer hands a {@link Reading} may read it while the writer goes on.
 */
final class AppendedBytes {
  private static final int BLOCK_BITS = 15;
  private static final int BLOCK_SIZE = 1 << BLOCK_BITS;
  private static final int IN_BLOCK = BLOCK_SIZE - 1;

  private byte[][] blocks = new byte[4][];
  private byte[] last = {};
  private int length;

  int length() {
    return length;
  }

  /** 7 bits a byte, low bits first. */
  void writeVInt(int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      write((byte) (rest | 0x80));
      rest >>>= 7;
    }
    write((byte) rest);
  }

  private void write(byte value) {
    int inBlock = length & IN_BLOCK;
    if (inBlock == 0) {
      begin();
    }
    last[inBlock] = value;
    length++;
  }

  private void begin() {
    int block = length >>> BLOCK_BITS;
    if (block == blocks.length) {
      blocks = Arrays.copyOf(blocks, 2 * block);
    }
    last = new byte[BLOCK_SIZE];
    blocks[block] = last;
  }

  long heapBytes() {
    return 8L * blocks.length + BLOCK_SIZE * (((long) length + IN_BLOCK) >>> BLOCK_BITS);
  }

  /** What was appended so far. */
  Reading reading() {
    return new Reading(blocks);
  }

  /** Reads at any place below the length of then. Not safe for use by several threads. */
  static final class Reading {
    private final byte[][] blocks;
    private int at;

    private Reading(byte[][] blocks) {
      this.blocks = blocks;
    }

    /** The same for another thread. */
    Reading copy() {
      return new Reading(blocks);
    }

    void seek(int place) {
      at = place;
    }

    int readVInt() {
      byte next = read();
      int value = next & 0x7F;
      for (int shift = 7; next < 0; shift += 7) {
        next = read();
        value |= (next & 0x7F) << shift;
      }
      return value;
    }

    private byte read() {
      byte value = blocks[at >>> BLOCK_BITS][at & IN_BLOCK];
      at++;
      return value;
    }
  }
}
