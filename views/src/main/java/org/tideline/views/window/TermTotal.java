package org.tideline.views.window;

import org.tideline.views.count.WordCount;

/**
 * What the deltas of a segment of the log add to one term, or to all documents.
 *
 * @param count in all
 * @param windows the same by windows; their sum is the count
 */
public record TermTotal(WordCount count, WindowTotals windows) {
  /** Nothing. */
  public static final TermTotal ZERO = withoutWindows(WordCount.ZERO);

  /** A count of which it is not known when it happened, as older releases wrote it. */
  public static TermTotal withoutWindows(WordCount count) {
    return new TermTotal(count, WindowTotals.EMPTY);
  }

  /** The sum. */
  public TermTotal plus(TermTotal other) {
    return new TermTotal(count.plus(other.count), windows.plus(other.windows));
  }
}
