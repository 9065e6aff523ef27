package org.tideline.views.merge;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.tideline.views.count.WordCount;
import org.tideline.views.time.Segment;
import org.tideline.views.window.TermTotal;
import org.tideline.views.window.WindowTotals;

/**
 * What the segments of the log have added to one word, from all places where their totals may
 * stand: the row of the word, and the live blocks. A total is that of its segment up to a record,
 * and its stamp is that of the record; so of two totals of one segment the one with the greater
 * stamp includes the other and tells alone, wherever it stands. It is the same with their windows,
 * minute by minute: a row has all, a live block those that changed since the block before. Totals
 * of different segments are added. Not safe for use by several threads.
 */
public final class SegmentTotals {
  private record Newest(long stamp, WordCount count) {}

  private final Map<Segment, Newest> counts = new HashMap<>();

  /** By the stamps of their totals; only of those of which windows are wanted. */
  private final Map<Segment, NavigableMap<Long, WindowTotals>> windows = new HashMap<>();

  /** Takes a total of which only the count is wanted, as below. */
  public void add(Segment segment, long stamp, WordCount count) {
    counts.merge(segment, new Newest(stamp, count), (a, b) -> b.stamp() > a.stamp() ? b : a);
  }

  /** Takes a total of a segment with its stamp, in any order, any number of times. */
  public void add(Segment segment, long stamp, TermTotal total) {
    add(segment, stamp, total.count());
    // A row and a block may have the same stamp, and with it the same of what is in both.
    windows
        .computeIfAbsent(segment, added -> new TreeMap<>())
        .merge(stamp, total.windows(), WindowTotals::replacedBy);
  }

  /** Gives the count that tells of each segment. */
  public void forEach(BiConsumer<Segment, WordCount> receiver) {
    counts.forEach((segment, newest) -> receiver.accept(segment, newest.count()));
  }

  /** Gives the windows that tell of each segment, entry by entry. */
  public void forEachWindow(WindowTotals.Receiver receiver) {
    windows.keySet().forEach(segment -> windows(segment).forEach(receiver));
  }

  private WindowTotals windows(Segment segment) {
    WindowTotals newest = WindowTotals.EMPTY;
    for (WindowTotals newer : windows.getOrDefault(segment, new TreeMap<>()).values()) {
      newest = newest.replacedBy(newer);
    }
    return newest;
  }

  /** Gives the total that tells of each segment. */
  public void forEachTotal(BiConsumer<Segment, TermTotal> receiver) {
    counts.forEach(
        (segment, newest) ->
            receiver.accept(segment, new TermTotal(newest.count(), windows(segment))));
  }

  /** Whether no total was taken. */
  public boolean isEmpty() {
    return counts.isEmpty();
  }

  /** The sum over all segments. */
  public WordCount sum() {
    WordCount sum = WordCount.ZERO;
    for (Newest newest : counts.values()) {
      sum = sum.plus(newest.count());
    }
    return sum;
  }
}
