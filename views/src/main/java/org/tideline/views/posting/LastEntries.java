package org.tideline.views.posting;

import java.util.Arrays;
import java.util.OptionalLong;
import org.apache.lucene.util.BytesRef;

/**
 * What the speed layer knows of one term: of every document its last entry, the one with the
 * greatest position, in the order of ids. Arrays without an object for each. Safe for use by
 * several threads.
 */
public final class LastEntries {
  /** Without any. */
  public static final LastEntries NONE = new EntryCollector().last();

  private final byte[] ids;
  private final int[] idEnds;
  private final long[] logPositions;
  private final int[] lengths;
  private final int[] positionEnds;
  private final int[] positions;

  LastEntries(
      byte[] ids,
      int[] idEnds,
      long[] logPositions,
      int[] lengths,
      int[] positionEnds,
      int[] positions) {
    this.ids = ids;
    this.idEnds = idEnds;
    this.logPositions = logPositions;
    this.lengths = lengths;
    this.positionEnds = positionEnds;
    this.positions = positions;
  }

  /** Those among {@code entries}, which come in any order. */
  public static LastEntries of(Iterable<PostingEntry> entries) {
    EntryCollector collector = new EntryCollector();
    entries.forEach(collector::add);
    return collector.last();
  }

  /** How many documents there are, also those that have the term no more. */
  public int size() {
    return logPositions.length;
  }

  /** About how many bytes of heap it takes. */
  public long bytes() {
    return ids.length
        + 4L * (idEnds.length + lengths.length + positionEnds.length + positions.length)
        + 8L * logPositions.length;
  }

  /** These and others: of each document the entry with the greatest position. */
  public LastEntries and(LastEntries others) {
    if (size() == 0 || others.size() == 0) {
      return size() == 0 ? others : this;
    }
    JoinedEntries joined =
        new JoinedEntries(
            size() + others.size(),
            ids.length + others.ids.length,
            positions.length + others.positions.length);
    Cursor own = cursor();
    int copied = 0;
    Cursor other = others.cursor();
    while (other.next()) {
      own.advance(other.document());
      copyTo(joined, copied, own.at);
      copied = own.at;
      boolean both = own.at < size() && own.document().bytesEquals(other.document());
      if (!both || others.logPositions[other.at] > logPositions[own.at]) {
        others.copyTo(joined, other.at, other.at + 1);
        copied += both ? 1 : 0;
      }
    }
    copyTo(joined, copied, size());
    return joined.done();
  }

  private void copyTo(JoinedEntries joined, int start, int end) {
    if (start < end) {
      joined.add(ids, idEnds, logPositions, lengths, positionEnds, positions, start, end);
    }
  }

  void addTo(EntryCollector collector) {
    Cursor cursor = cursor();
    while (cursor.next()) {
      collector.add(
          cursor.document(),
          logPositions[cursor.at],
          lengths[cursor.at],
          positions,
          positionEnds[cursor.at],
          positionEnds[cursor.at + 1]);
    }
  }

  private boolean live(int index) {
    return positionEnds[index + 1] > positionEnds[index];
  }

  /** A new way through them. */
  Cursor cursor() {
    return new Cursor();
  }

  /** Goes through all of them, tombstones included. */
  final class Cursor implements PostingCursor {
    private final BytesRef document = new BytesRef(ids, 0, 0);
    private int at = -1;

    private Cursor() {}

    @Override
    public boolean next() {
      return goTo(at + 1);
    }

    private boolean goTo(int index) {
      at = index;
      if (at >= size()) {
        return false;
      }
      document.offset = idEnds[at];
      document.length = idEnds[at + 1] - idEnds[at];
      return true;
    }

    @Override
    public boolean advance(BytesRef target) {
      // Steps that double, then halving: near places are found quickly, far ones too.
      int low = Math.max(at, 0);
      int high = low;
      for (long step = 1; high < size() && isBefore(high, target); step *= 2) {
        low = high + 1;
        high = (int) Math.min(high + step, size());
      }
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (isBefore(middle, target)) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return goTo(low);
    }

    private boolean isBefore(int index, BytesRef target) {
      return Arrays.compareUnsigned(
              ids,
              idEnds[index],
              idEnds[index + 1],
              target.bytes,
              target.offset,
              target.offset + target.length)
          < 0;
    }

    /** Whether the document has the term; it is a tombstone otherwise. */
    boolean live() {
      return LastEntries.this.live(at);
    }

    @Override
    public BytesRef document() {
      return document;
    }

    @Override
    public OptionalLong logPosition() {
      return OptionalLong.of(logPositions[at]);
    }

    @Override
    public int length() {
      return lengths[at];
    }

    @Override
    public int frequency() {
      return positionEnds[at + 1] - positionEnds[at];
    }

    @Override
    public int position(int index) {
      return positions[positionEnds[at] + index];
    }
  }
}
