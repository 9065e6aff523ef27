package org.tideline.schema.posting;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.store.DataInput;
import org.apache.lucene.store.DataOutput;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.packed.PackedInts;

/**
 * Many numbers of one kind, from 0 to 2^31-1, in little room; how many there are is known from
 * elsewhere. Patched frame of reference (Zukowski et al., "Super-Scalar RAM-CPU Cache Compression",
 * 2006), packed by Lucene's {@link PackedInts}.
 *
 * <pre>
 *   fewer than 8    a vint each
 *   otherwise       header(1) | least(vint) | packed | patches
 *     header        bits 0-4 width, bit 5 whether there are patches, bits 6 and 7 are 0
 *     least         the least of the numbers, which is taken from all of them
 *     packed        of each number the low {@code width} bits, high bits first, the last byte filled with 0
 *     patches       count(vint), then of each number that is wider than {@code width}, in their order:
 *                   its place less the place of the patch before (vint), its other bits (vint)
 * </pre>
 *
 * The width is the one that takes the fewest bytes. Not safe for use by several threads.
 */
final class IntColumn {
  /** Below it a header costs more than packing saves. */
  static final int PACKED_FROM = 8;

  private static final int WIDTH_MASK = 0x1F;
  private static final int PATCHED = 0x20;

  private int[] packed = new int[128];
  private byte[] blocks = new byte[128];
  private final int[] widths = new int[Integer.SIZE];

  /** Writes the first {@code count} of {@code values}. */
  void write(DataOutput out, int[] values, int count) throws IOException {
    if (count < PACKED_FROM) {
      for (int i = 0; i < count; i++) {
        out.writeVInt(values[i]);
      }
      return;
    }
    int least = values[0];
    for (int i = 1; i < count; i++) {
      least = Math.min(least, values[i]);
    }
    Arrays.fill(widths, 0);
    for (int i = 0; i < count; i++) {
      widths[width(values[i] - least)]++;
    }
    int width = cheapest(count);
    int patches = 0;
    for (int wider = width + 1; wider < Integer.SIZE; wider++) {
      patches += widths[wider];
    }
    out.writeByte((byte) (width | (patches > 0 ? PATCHED : 0)));
    out.writeVInt(least);
    pack(out, values, count, least, width);
    if (patches > 0) {
      patch(out, values, count, least, width, patches);
    }
  }

  private static int width(int value) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(value);
  }

  private int cheapest(int count) {
    int widest = Integer.SIZE - 1;
    while (widest > 0 && widths[widest] == 0) {
      widest--;
    }
    int cheapest = widest;
    long least = bytes(count, widest);
    for (int width = widest - 1; width >= 0; width--) {
      long cost = bytes(count, width) + 1;
      for (int wider = width + 1; wider <= widest; wider++) {
        // The place is mostly a byte.
        cost += (long) widths[wider] * (1 + (wider - width + 6) / 7);
      }
      if (cost < least) {
        least = cost;
        cheapest = width;
      }
    }
    return cheapest;
  }

  private static int bytes(int count, int width) {
    return (int) (((long) count * width + Byte.SIZE - 1) / Byte.SIZE);
  }

  private void pack(DataOutput out, int[] values, int count, int least, int width)
      throws IOException {
    if (width == 0) {
      return;
    }
    PackedInts.Encoder encoder =
        PackedInts.getEncoder(PackedInts.Format.PACKED, PackedInts.VERSION_CURRENT, width);
    int rounds = rounds(count, encoder.byteValueCount(), encoder.byteBlockCount());
    int mask = (1 << width) - 1;
    for (int i = 0; i < count; i++) {
      packed[i] = (values[i] - least) & mask;
    }
    Arrays.fill(packed, count, rounds * encoder.byteValueCount(), 0);
    encoder.encode(packed, 0, blocks, 0, rounds);
    out.writeBytes(blocks, bytes(count, width));
  }

  /** How often the packing is done, each time for several numbers; makes room for all of them. */
  private int rounds(int count, int numbers, int bytes) {
    int rounds = (count + numbers - 1) / numbers;
    packed = ArrayUtil.growNoCopy(packed, rounds * numbers);
    blocks = ArrayUtil.growNoCopy(blocks, rounds * bytes);
    return rounds;
  }

  private static void patch(
      DataOutput out, int[] values, int count, int least, int width, int patches)
      throws IOException {
    out.writeVInt(patches);
    int place = 0;
    for (int i = 0; i < count; i++) {
      int rest = (values[i] - least) >>> width;
      if (rest > 0) {
        out.writeVInt(i - place);
        out.writeVInt(rest);
        place = i;
      }
    }
  }

  /**
   * Reads {@code count} numbers into the beginning of {@code values}.
   *
   * @throws IOException if the bytes are not a column
   */
  void read(DataInput in, int[] values, int count) throws IOException {
    if (count < PACKED_FROM) {
      for (int i = 0; i < count; i++) {
        values[i] = notNegative(in.readVInt());
      }
      return;
    }
    int header = in.readByte();
    if ((header & ~(WIDTH_MASK | PATCHED)) != 0) {
      throw new IOException(
          "expected a column's header below 0x40, found 0x%02x".formatted(header & 0xFF));
    }
    int least = notNegative(in.readVInt());
    int width = header & WIDTH_MASK;
    if (width == 0) {
      Arrays.fill(values, 0, count, 0);
    } else {
      unpack(in, values, count, width);
    }
    if ((header & PATCHED) != 0) {
      readPatches(in, values, count, width);
    }
    for (int i = 0; i < count; i++) {
      values[i] = notNegative(values[i] + least);
    }
  }

  private void unpack(DataInput in, int[] values, int count, int width) throws IOException {
    PackedInts.Decoder decoder =
        PackedInts.getDecoder(PackedInts.Format.PACKED, PackedInts.VERSION_CURRENT, width);
    int rounds = rounds(count, decoder.byteValueCount(), decoder.byteBlockCount());
    // What lies behind them in the buffer is decoded too, and not looked at.
    in.readBytes(blocks, 0, bytes(count, width));
    decoder.decode(blocks, 0, packed, 0, rounds);
    System.arraycopy(packed, 0, values, 0, count);
  }

  private static void readPatches(DataInput in, int[] values, int count, int width)
      throws IOException {
    int patches = in.readVInt();
    long place = 0;
    for (int i = 0; i < patches; i++) {
      place += notNegative(in.readVInt());
      if (place >= count) {
        throw new IOException(
            "expected a patch of one of %d numbers, found one of number %d"
                .formatted(count, place));
      }
      values[(int) place] |= in.readVInt() << width;
    }
  }

  private static int notNegative(int value) throws IOException {
    if (value < 0) {
      throw new IOException("expected a number from 0, found %d".formatted(value));
    }
    return value;
  }
}
