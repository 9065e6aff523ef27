package org.tideline.views.certify;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.lucene.util.BytesRef;

/** Checksums of one view, per side and range, while its pairs are read. */
public final class RangeSums implements PairSink {
  private final KeyRanges ranges;
  private final Map<Side, long[]> pairs = new EnumMap<>(Side.class);
  private final Map<Side, long[]> sums = new EnumMap<>(Side.class);

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
    pairs.computeIfAbsent(side, added -> new long[ranges.size()]);
    sums.computeIfAbsent(side, added -> new long[ranges.size()]);
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
    if (!pairs.containsKey(side)) {
      room(side);
    }
    pairs.get(side)[range] += morePairs;
    long[] sum = sums.get(side);
    sum[range] = Checksum.add(sum[range], term);
  }

  public KeyRanges ranges() {
    return ranges;
  }

  /** The checksum of a side in a range; zero where nothing was read. */
  public Checksum of(Side side, int range) {
    return Optional.ofNullable(pairs.get(side))
        .map(counted -> new Checksum(counted[range], sums.get(side)[range]))
        .orElse(Checksum.ZERO);
  }

  /** All sides of a range. */
  public Map<Side, Checksum> of(int range) {
    Map<Side, Checksum> all = new EnumMap<>(Side.class);
    pairs.keySet().forEach(side -> all.put(side, of(side, range)));
    return all;
  }

  /** The same sums over ranges of which these are parts. */
  public RangeSums over(KeyRanges coarser) {
    RangeSums result = new RangeSums(coarser, pairs.keySet());
    for (Side side : pairs.keySet()) {
      IntStream.range(0, ranges.size())
          .forEach(
              range -> result.add(side, coarser.indexOf(ranges.start(range)), of(side, range)));
    }
    return result;
  }
}
