package org.tideline.views.window;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The sum of many totals of one term. Those of about the same size are added to each other first,
 * so that n entries in k totals cost n log k, and not n for each of the k. Not safe for use by
 * several threads.
 */
public final class SumOfWindows {
  /** What the totals so far come to; each is at least twice as large as the one after it. */
  private final Deque<WindowTotals> parts = new ArrayDeque<>();

  /** Adds totals. */
  public void add(WindowTotals totals) {
    WindowTotals sum = totals;
    while (!parts.isEmpty() && parts.peek().size() < 2 * sum.size()) {
      sum = parts.pop().plus(sum);
    }
    if (sum.size() != 0) {
      parts.push(sum);
    }
  }

  /** All of them; nothing may be added any more. */
  public WindowTotals total() {
    WindowTotals sum = WindowTotals.EMPTY;
    while (!parts.isEmpty()) {
      sum = parts.pop().plus(sum);
    }
    return sum;
  }
}
