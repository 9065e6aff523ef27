package org.tideline.views.posting;

import java.util.Arrays;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.IntroSorter;
import org.tideline.views.document.DocumentId;

/**
 * Takes the realtime entries of one term in any order, of any number of cells and versions. Not
 * safe for use by several threads.
 */
public final class EntryCollector {
  private int size;
  private byte[] ids = {};
  private int[] idEnds = {0};
  private long[] logPositions = {};
  private int[] lengths = {};
  private int[] positionEnds = {0};
  private int[] positions = {};

  /** Takes an entry. */
  public void add(PostingEntry entry) {
    int[] where = entry.posting().map(Posting::positions).orElse(new int[0]);
    int length = entry.posting().map(Posting::length).orElse(0);
    add(new BytesRef(entry.document()), entry.position(), length, where, 0, where.length);
  }

  /** Takes all that {@code entries} has. */
  public void add(LastEntries entries) {
    entries.addTo(this);
  }

  /**
   * Takes an entry.
   *
   * @param document id, in UTF-8
   * @param logPosition that of the version's record in the log
   * @param length how many terms the document has; 0 for a tombstone
   * @param from holds the positions at {@code [start, end)}; none for a tombstone
   * @throws IllegalArgumentException if such an entry cannot be
   */
  public void add(BytesRef document, long logPosition, int length, int[] from, int start, int end) {
    require(document, logPosition, length, from, start, end);
    ids = ArrayUtil.grow(ids, idEnds[size] + document.length);
    System.arraycopy(document.bytes, document.offset, ids, idEnds[size], document.length);
    positions = ArrayUtil.grow(positions, positionEnds[size] + end - start);
    System.arraycopy(from, start, positions, positionEnds[size], end - start);
    logPositions = ArrayUtil.grow(logPositions, size + 1);
    lengths = ArrayUtil.grow(lengths, size + 1);
    idEnds = ArrayUtil.grow(idEnds, size + 2);
    positionEnds = ArrayUtil.grow(positionEnds, size + 2);
    logPositions[size] = logPosition;
    lengths[size] = length;
    idEnds[size + 1] = idEnds[size] + document.length;
    positionEnds[size + 1] = positionEnds[size] + end - start;
    size++;
  }

  /** About how many bytes it holds. */
  public long bytes() {
    return idEnds[size]
        + (long) Integer.BYTES * positionEnds[size]
        + (long) size * (3 * Integer.BYTES + Long.BYTES);
  }

  private static void require(
      BytesRef document, long logPosition, int length, int[] from, int start, int end) {
    if (document.length == 0 || document.length > DocumentId.MAX_BYTES) {
      throw new IllegalArgumentException(
          "posting entry: expected an id of 1 to %d bytes, got %d"
              .formatted(DocumentId.MAX_BYTES, document.length));
    }
    boolean right = logPosition >= 0 && end - start <= length;
    int previous = -1;
    for (int i = start; i < end && right; i++) {
      right = from[i] > previous;
      previous = from[i];
    }
    if (!right) {
      throw new IllegalArgumentException(
          "posting entry of document \"%s\": expected positions that rise from 0, no more than its %d terms, got %s at position %d of the log"
              .formatted(
                  document.utf8ToString(),
                  length,
                  Arrays.toString(Arrays.copyOfRange(from, start, end)),
                  logPosition));
    }
  }

  /** The last of every document. */
  public LastEntries last() {
    int[] order = sorted();
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || compareIds(order[i - 1], order[i]) != 0) {
        order[kept++] = order[i];
      }
    }
    return copied(order, kept);
  }

  private int[] sorted() {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    new IntroSorter() {
      private int pivot;

      @Override
      protected void swap(int i, int j) {
        int swapped = order[i];
        order[i] = order[j];
        order[j] = swapped;
      }

      @Override
      protected void setPivot(int i) {
        pivot = order[i];
      }

      @Override
      protected int comparePivot(int j) {
        return EntryCollector.this.compare(pivot, order[j]);
      }

      @Override
      protected int compare(int i, int j) {
        return EntryCollector.this.compare(order[i], order[j]);
      }
    }.sort(0, size);
    return order;
  }

  /** By id, the last one first. */
  private int compare(int left, int right) {
    int order = compareIds(left, right);
    return order != 0 ? order : Long.compare(logPositions[right], logPositions[left]);
  }

  private int compareIds(int left, int right) {
    return Arrays.compareUnsigned(
        ids, idEnds[left], idEnds[left + 1], ids, idEnds[right], idEnds[right + 1]);
  }

  private LastEntries copied(int[] order, int count) {
    int[] newIdEnds = new int[count + 1];
    int[] newPositionEnds = new int[count + 1];
    long[] newLogPositions = new long[count];
    int[] newLengths = new int[count];
    for (int i = 0; i < count; i++) {
      int from = order[i];
      newIdEnds[i + 1] = newIdEnds[i] + idEnds[from + 1] - idEnds[from];
      newPositionEnds[i + 1] = newPositionEnds[i] + positionEnds[from + 1] - positionEnds[from];
      newLogPositions[i] = logPositions[from];
      newLengths[i] = lengths[from];
    }
    byte[] newIds = new byte[newIdEnds[count]];
    int[] newPositions = new int[newPositionEnds[count]];
    for (int i = 0; i < count; i++) {
      int from = order[i];
      System.arraycopy(ids, idEnds[from], newIds, newIdEnds[i], newIdEnds[i + 1] - newIdEnds[i]);
      System.arraycopy(
          positions,
          positionEnds[from],
          newPositions,
          newPositionEnds[i],
          newPositionEnds[i + 1] - newPositionEnds[i]);
    }
    return new LastEntries(
        newIds, newIdEnds, newLogPositions, newLengths, newPositionEnds, newPositions);
  }
}
