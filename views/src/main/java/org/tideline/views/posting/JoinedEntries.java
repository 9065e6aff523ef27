package org.tideline.views.posting;

import java.util.Arrays;

/** Entries that are copied, run by run, from others. Not safe for use by several threads. */
final class JoinedEntries {
  private final byte[] ids;
  private final int[] idEnds;
  private final long[] logPositions;
  private final int[] lengths;
  private final int[] positionEnds;
  private final int[] positions;
  private int size;

  /** None yet, with room. */
  JoinedEntries(int entries, int idBytes, int places) {
    this.ids = new byte[idBytes];
    this.idEnds = new int[entries + 1];
    this.logPositions = new long[entries];
    this.lengths = new int[entries];
    this.positionEnds = new int[entries + 1];
    this.positions = new int[places];
  }

  /** Copies a run: columns of another, of which the entries at {@code [start, end)} are taken. */
  void add(
      byte[] fromIds,
      int[] fromIdEnds,
      long[] fromLogPositions,
      int[] fromLengths,
      int[] fromPositionEnds,
      int[] fromPositions,
      int start,
      int end) {
    int count = end - start;
    int idShift = idEnds[size] - fromIdEnds[start];
    int positionShift = positionEnds[size] - fromPositionEnds[start];
    System.arraycopy(
        fromIds, fromIdEnds[start], ids, idEnds[size], fromIdEnds[end] - fromIdEnds[start]);
    System.arraycopy(
        fromPositions,
        fromPositionEnds[start],
        positions,
        positionEnds[size],
        fromPositionEnds[end] - fromPositionEnds[start]);
    System.arraycopy(fromLogPositions, start, logPositions, size, count);
    System.arraycopy(fromLengths, start, lengths, size, count);
    for (int i = 1; i <= count; i++) {
      idEnds[size + i] = fromIdEnds[start + i] + idShift;
      positionEnds[size + i] = fromPositionEnds[start + i] + positionShift;
    }
    size += count;
  }

  LastEntries done() {
    return new LastEntries(
        Arrays.copyOf(ids, idEnds[size]),
        Arrays.copyOf(idEnds, size + 1),
        Arrays.copyOf(logPositions, size),
        Arrays.copyOf(lengths, size),
        Arrays.copyOf(positionEnds, size + 1),
        Arrays.copyOf(positions, positionEnds[size]));
  }
}
