package org.tideline.batch.archive;

import java.util.Comparator;

/**
 * The positions {@code [from, to)} of one partition.
 *
 * @param to above {@code from}
 */
public record PositionRange(int partition, long from, long to)
    implements Comparable<PositionRange> {
  private static final Comparator<PositionRange> ORDER =
      Comparator.comparingInt(PositionRange::partition)
          .thenComparingLong(PositionRange::from)
          .thenComparingLong(PositionRange::to);

  public PositionRange {
    if (partition < 0 || from < 0 || to <= from) {
      throw new IllegalArgumentException(
          "expected positions [from, to) of a partition with 0 <= from < to, got partition %d [%d, %d)"
              .formatted(partition, from, to));
    }
  }

  /** Whether it shares a position with {@code other}. */
  public boolean overlaps(PositionRange other) {
    return partition == other.partition && from < other.to && other.from < to;
  }

  /** Whether all of its positions are in {@code [otherFrom, otherTo)}. */
  public boolean within(long otherFrom, long otherTo) {
    return otherFrom <= from && to <= otherTo;
  }

  /** Whether {@code position} is one of its positions. */
  public boolean contains(long position) {
    return from <= position && position < to;
  }

  @Override
  public int compareTo(PositionRange other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "partition %d [%d, %d)".formatted(partition, from, to);
  }
}
