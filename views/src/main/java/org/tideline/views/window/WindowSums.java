package org.tideline.views.window;

import java.util.Arrays;
import org.apache.lucene.util.ArrayUtil;

/**
 * The sums of the deltas of many terms, by the numbers that a {@link
 * org.tideline.views.analysis.TermTable} gives to terms, without an object per term or window. Not
 * safe for use by several threads.
 */
public final class WindowSums {
  private static final int GOLDEN_RATIO = 0x9E3779B9;
  private static final long GOLDEN_RATIO_64 = 0x9E3779B97F4A7C15L;

  /** Of one entry: its numbers, and at the least two slots. */
  private static final int ENTRY_BYTES = 36;

  /** Of one place: its key, its rank, and at the least two slots. */
  private static final int PLACE_BYTES = 20;

  /** Entries, places or terms; room for more, about 20 MB, is not kept for the next sums. */
  private static final int MOST_KEPT = 1 << 19;

  /** Minutes and marks that occur, in the order in which they came first. */
  private long[] keys;

  private int places;
  private int[] placeSlots;
  private int[] ranks;

  /** Per entry. */
  private int[] terms;

  private int[] at;
  private long[] occurrences;
  private int[] documents;
  private int[] changes;
  private int entries;
  private int[] entrySlots;

  /** Per term: its entry that came last, plus 1. */
  private int[] lasts;

  /** The entries, grouped by their terms; made when it is read and has not all of them. */
  private int[] grouped;

  /** Per term: where its entries end in {@link #grouped}. */
  private int[] ends;

  private long[] sorted;

  /** Empty sums. */
  public WindowSums() {
    makeRoom();
  }

  private void makeRoom() {
    keys = new long[64];
    placeSlots = new int[1 << 7];
    ranks = new int[0];
    grouped = new int[0];
    ends = new int[0];
    terms = new int[128];
    at = new int[128];
    occurrences = new long[128];
    documents = new int[128];
    changes = new int[128];
    entrySlots = new int[1 << 8];
    lasts = new int[128];
    sorted = new long[16];
  }

  /** The number of a minute with marks, to be used until {@link #clear}. */
  public int place(long minute, int marks) {
    long key = WindowTotals.key(minute, marks);
    int slot = placeSlot(key);
    while (placeSlots[slot] != 0) {
      if (keys[placeSlots[slot] - 1] == key) {
        return placeSlots[slot] - 1;
      }
      slot = slot + 1 & placeSlots.length - 1;
    }
    keys = ArrayUtil.grow(keys, places + 1);
    keys[places++] = key;
    placeSlots[slot] = places;
    if (2 * places > placeSlots.length) {
      placeSlots = new int[2 * placeSlots.length];
      for (int place = 0; place < places; place++) {
        int free = placeSlot(keys[place]);
        while (placeSlots[free] != 0) {
          free = free + 1 & placeSlots.length - 1;
        }
        placeSlots[free] = place + 1;
      }
    }
    return places - 1;
  }

  private int placeSlot(long key) {
    return (int) (key * GOLDEN_RATIO_64 >>> 32) & placeSlots.length - 1;
  }

  /**
   * Adds one delta of a term at a place.
   *
   * @return the number of the entry that changed, as {@link WindowChanges} takes it
   */
  public int add(int term, int place, long moreOccurrences, int moreDocuments) {
    int entry = entry(term, place);
    occurrences[entry] += moreOccurrences;
    documents[entry] += moreDocuments;
    changes[entry]++;
    return entry;
  }

  private int entry(int term, int place) {
    if (term >= lasts.length) {
      lasts = ArrayUtil.grow(lasts, term + 1);
    }
    // Documents mostly come in about the order in which they happened.
    int last = lasts[term] - 1;
    if (last >= 0 && at[last] == place) {
      return last;
    }
    int slot = entrySlot(term, place);
    while (entrySlots[slot] != 0) {
      int found = entrySlots[slot] - 1;
      if (terms[found] == term && at[found] == place) {
        return found;
      }
      slot = slot + 1 & entrySlots.length - 1;
    }
    if (entries == terms.length) {
      growEntries();
    }
    terms[entries] = term;
    at[entries] = place;
    occurrences[entries] = 0;
    documents[entries] = 0;
    changes[entries] = 0;
    entries++;
    lasts[term] = entries;
    entrySlots[slot] = entries;
    if (2 * entries > entrySlots.length) {
      rehashEntries();
    }
    return entries - 1;
  }

  private int entrySlot(int term, int place) {
    int hash = (term * GOLDEN_RATIO ^ place) * GOLDEN_RATIO;
    return hash >>> Integer.numberOfLeadingZeros(entrySlots.length) + 1;
  }

  private void growEntries() {
    terms = ArrayUtil.growExact(terms, 2 * terms.length);
    at = ArrayUtil.growExact(at, terms.length);
    occurrences = ArrayUtil.growExact(occurrences, terms.length);
    documents = ArrayUtil.growExact(documents, terms.length);
    changes = ArrayUtil.growExact(changes, terms.length);
  }

  private void rehashEntries() {
    entrySlots = new int[2 * entrySlots.length];
    for (int entry = 0; entry < entries; entry++) {
      int slot = entrySlot(terms[entry], at[entry]);
      while (entrySlots[slot] != 0) {
        slot = slot + 1 & entrySlots.length - 1;
      }
      entrySlots[slot] = entry + 1;
    }
  }

  /** The sums of one term since the last {@link #clear}. */
  public WindowTotals of(int term) {
    if (grouped.length != entries) {
      group();
    }
    if (term >= ends.length) {
      return WindowTotals.EMPTY;
    }
    int start = term == 0 ? 0 : ends[term - 1];
    for (int i = start; i < ends[term]; i++) {
      collect(grouped[i], i - start);
    }
    return collected(ends[term] - start);
  }

  /**
   * A counting sort: ends hold how many entries a term has, then where they begin, then where they
   * end. To go from one entry of a term to another would wait for memory at each of them.
   */
  private void group() {
    ends = new int[lasts.length];
    for (int entry = 0; entry < entries; entry++) {
      ends[terms[entry]]++;
    }
    int start = 0;
    for (int term = 0; term < ends.length; term++) {
      int size = ends[term];
      ends[term] = start;
      start += size;
    }
    grouped = new int[entries];
    for (int entry = 0; entry < entries; entry++) {
      grouped[ends[terms[entry]]++] = entry;
    }
  }

  /** The same of those minutes and marks only that {@code changed} names; they are whole sums. */
  public WindowTotals changed(int term, WindowChanges changed) {
    int size = 0;
    int entry = changed.last(term);
    while (entry >= 0) {
      collect(entry, size++);
      entry = changed.before(entry);
    }
    return collected(size);
  }

  /** Puts an entry into {@link #sorted}, below its rank. */
  private void collect(int entry, int index) {
    if (ranks.length != places) {
      rank();
    }
    sorted = ArrayUtil.grow(sorted, index + 1);
    sorted[index] = (long) ranks[at[entry]] << 32 | entry;
  }

  private WindowTotals collected(int size) {
    if (size > 1) {
      Arrays.sort(sorted, 0, size);
    }
    long[] totals = new long[size * WindowTotals.WIDTH];
    int length = 0;
    for (int i = 0; i < size; i++) {
      int entry = (int) sorted[i];
      totals[length++] = keys[at[entry]];
      totals[length++] = occurrences[entry];
      totals[length++] = documents[entry];
      totals[length++] = changes[entry];
    }
    return WindowTotals.of(totals);
  }

  private void rank() {
    long[] inOrder = Arrays.copyOf(keys, places);
    Arrays.sort(inOrder);
    ranks = new int[places];
    for (int place = 0; place < places; place++) {
      ranks[place] = Arrays.binarySearch(inOrder, keys[place]);
    }
  }

  /** Starts again from empty sums; one of many sums leaves no room behind. */
  public void clear() {
    if (Math.max(terms.length, Math.max(keys.length, lasts.length)) > MOST_KEPT) {
      makeRoom();
    } else {
      Arrays.fill(entrySlots, 0);
      Arrays.fill(placeSlots, 0);
      Arrays.fill(lasts, 0);
      ranks = new int[0];
      grouped = new int[0];
      ends = new int[0];
    }
    entries = 0;
    places = 0;
  }

  /**
   * About how many bytes of heap the sums take: grows with them, and is 0 after {@link #clear},
   * which keeps the room for the next where it is not great.
   */
  public long heapBytes() {
    return (long) ENTRY_BYTES * entries + (long) PLACE_BYTES * places;
  }

  /** Bytes of heap, with the room that is kept. */
  public long roomBytes() {
    return 24L * terms.length
        + 4L * (entrySlots.length + placeSlots.length + lasts.length)
        + 4L * (grouped.length + ends.length)
        + 8L * (keys.length + sorted.length)
        + 4L * ranks.length;
  }
}
