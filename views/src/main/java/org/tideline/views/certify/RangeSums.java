package org.tideline.views.certify;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.lucene.util.BytesRef;

/** Checksums of one view, per side and range, while its pairs are read. */
public final class RangeSums implements PairSink {
  private final KeyRanges ranges;

  /** By the number of the side; of those that were not read there is none. */
  private final long[][] pairs = new long[Side.values().length][];

  private final long[][] sums = new long[Side.values().length][];

  /**
   * No pairs yet.
   *
   * @param sides those that are read, also where they turn out to be empty
   */
  public RangeSums(KeyRanges ranges, Set<Side> sides) {
    this.ranges = ranges;
    sides.forEach(this::room);
  }

  private void room(Side side) {
    if (pairs[side.ordinal()] == null) {
      pairs[side.ordinal()] = new long[ranges.size()];
      sums[side.ordinal()] = new long[ranges.size()];
    }
  }

  private Set<Side> sides() {
    Set<Side> sides = EnumSet.allOf(Side.class);
    sides.removeIf(side -> pairs[side.ordinal()] == null);
    return sides;
  }

  @Override
  public void accept(BytesRef key, long[] values, Side... sides) {
    long term = Checksum.term(StableHash.of(key.bytes, key.offset, key.length), values);
    int range = ranges.indexOf(key.bytes, key.offset, key.length);
    for (Side side : sides) {
      add(side, range, values[0] == 0 ? 0 : 1, term);
    }
  }

  /** Adds what somebody else has summed up. */
  public void add(Side side, int range, Checksum checksum) {
    add(side, range, checksum.pairs(), checksum.sum());
  }

  private void add(Side side, int range, long morePairs, long term) {
    room(side);
    pairs[side.ordinal()][range] += morePairs;
    long[] sum = sums[side.ordinal()];
    sum[range] = Checksum.add(sum[range], term);
  }

  public KeyRanges ranges() {
    return ranges;
  }

  /** The checksum of a side in a range; zero where nothing was read. */
  public Checksum of(Side side, int range) {
    int number = side.ordinal();
    return pairs[number] == null
        ? Checksum.ZERO
        : new Checksum(pairs[number][range], sums[number][range]);
  }

  /** All sides of a range. */
  public Map<Side, Checksum> of(int range) {
    Map<Side, Checksum> all = new EnumMap<>(Side.class);
    sides().forEach(side -> all.put(side, of(side, range)));
    return all;
  }

  /** The same sums over ranges of which these are parts. */
  public RangeSums over(KeyRanges coarser) {
    RangeSums result = new RangeSums(coarser, sides());
    for (Side side : sides()) {
      IntStream.range(0, ranges.size())
          .forEach(
              range -> result.add(side, coarser.indexOf(ranges.start(range)), of(side, range)));
    }
    return result;
  }
}
