package org.tideline.views.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tideline.views.count.WordCount;
import org.tideline.views.window.LatePolicy;
import org.tideline.views.window.WindowCalendar;
import org.tideline.views.window.WindowSize;
import org.tideline.views.window.WindowTotals;

/**
 * Puts the windows of one term together: what the batch view has of each at the cut, plus the
 * deltas since. By {@link LatePolicy#UPDATE} all of them: exact, as their sum telescopes. By {@link
 * LatePolicy#DISCARD} only those that came on time: per partition these are the deltas of the
 * records below the first position with W at or after the window's end, so that what is shown is
 * the value of that partition's documents there, or at the cut where that is later. It is therefore
 * never negative, and the same at every replay. A document that moved out of a closed window counts
 * in both until the next generation. What is left out takes no room. Not safe for use by several
 * threads.
 */
public final class WindowMerge implements WindowTotals.Receiver {
  private static final class Sums {
    private WordCount batch = WordCount.ZERO;
    private long occurrences;
    private long documents;
    private long late;
  }

  private final WindowSize size;
  private final WindowCalendar calendar;
  private final LatePolicy policy;
  private final long from;
  private final long to;
  private final Map<Long, Sums> byFirst = new TreeMap<>();

  /**
   * Nothing yet.
   *
   * @param from epoch milliseconds; windows that begin before it are left out
   * @param to epoch milliseconds; windows that begin at it or later are left out
   */
  public WindowMerge(
      WindowSize size, WindowCalendar calendar, LatePolicy policy, long from, long to) {
    this.size = size;
    this.calendar = calendar;
    this.policy = policy;
    this.from = from;
    this.to = to;
  }

  /** Takes a window of the batch view by its first minute. */
  public void batch(long first, WordCount count) {
    if (isWanted(first)) {
      Sums sums = sums(first);
      sums.batch = sums.batch.plus(count);
    }
  }

  /** Takes deltas since the cut. */
  @Override
  public void accept(long minute, int marks, long occurrences, long documents, long changes) {
    long first = calendar.first(size, minute);
    if (!isWanted(first)) {
      return;
    }
    Sums sums = sums(first);
    boolean late = (marks & size.mark()) != 0;
    if (late) {
      sums.late += changes;
    }
    if (!late || policy == LatePolicy.UPDATE) {
      sums.occurrences = Math.addExact(sums.occurrences, occurrences);
      sums.documents = Math.addExact(sums.documents, documents);
    }
  }

  private boolean isWanted(long first) {
    long start = WindowCalendar.start(first);
    return from <= start && start < to;
  }

  private Sums sums(long first) {
    return byFirst.computeIfAbsent(first, key -> new Sums());
  }

  /** Windows for which there is room taken. */
  int held() {
    return byFirst.size();
  }

  /** The windows in their order; those in which nothing stands and nothing came late are none. */
  public List<MergedWindow> windows() {
    List<MergedWindow> windows = new ArrayList<>();
    byFirst.forEach(
        (first, sums) -> {
          MergedWindow merged =
              new MergedWindow(
                  calendar.window(size, first),
                  new MergedCount(sums.batch, new WordCount(sums.occurrences, sums.documents)),
                  sums.late);
          boolean empty = merged.count().total().equals(WordCount.ZERO) && sums.late == 0;
          if (!empty) {
            windows.add(merged);
          }
        });
    return windows;
  }
}
