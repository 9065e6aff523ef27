package org.tideline.views.merge;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.tideline.views.count.WordCount;
import org.tideline.views.time.Segment;
import org.tideline.views.window.TermTotal;
import org.tideline.views.window.WindowTotals;

/**
 * What the segments of the log have added to one word, from all places where their totals may
 * stand: the row of the word, and the live blocks. A total is that of its segment up to a record,
 * and its stamp is that of the record; so of two totals of one segment the one with the greater
 * stamp includes the other and tells alone, wherever it stands. Totals of different segments are
 * added. Not safe for use by several threads.
 */
public final class SegmentTotals {
  private record Newest(long stamp, TermTotal total) {}

  private final Map<Segment, Newest> totals = new HashMap<>();

  /** Takes a total of which only the count is wanted, as below. */
  public void add(Segment segment, long stamp, WordCount total) {
    add(segment, stamp, TermTotal.withoutWindows(total));
  }

  /** Takes a total of a segment with its stamp, in any order, any number of times. */
  public void add(Segment segment, long stamp, TermTotal total) {
    totals.merge(segment, new Newest(stamp, total), (a, b) -> b.stamp() > a.stamp() ? b : a);
  }

  /** Gives the count that tells of each segment. */
  public void forEach(BiConsumer<Segment, WordCount> receiver) {
    totals.forEach((segment, newest) -> receiver.accept(segment, newest.total().count()));
  }

  /** Gives the windows that tell of each segment, entry by entry. */
  public void forEachWindow(WindowTotals.Receiver receiver) {
    totals.values().forEach(newest -> newest.total().windows().forEach(receiver));
  }

  /** Gives the total that tells of each segment. */
  public void forEachTotal(BiConsumer<Segment, TermTotal> receiver) {
    totals.forEach((segment, newest) -> receiver.accept(segment, newest.total()));
  }

  /** Whether no total was taken. */
  public boolean isEmpty() {
    return totals.isEmpty();
  }

  /** The sum over all segments. */
  public WordCount sum() {
    WordCount sum = WordCount.ZERO;
    for (Newest newest : totals.values()) {
      sum = sum.plus(newest.total().count());
    }
    return sum;
  }
}
