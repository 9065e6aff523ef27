package org.tideline.query;

/**
 * How many rows of a table are read at one time for one page: at first about as many as the page
 * has, since most pages need no more, then twice as many each time, since rows that tell of places
 * that are gone add nothing to the page.
 */
record RowsAtOnce(int rows) {
  private static final int MIN = 32;
  private static final int MAX = 5_000;

  /** For a page of at most {@code limit} entries, and to see whether there are more. */
  static RowsAtOnce first(int limit) {
    return new RowsAtOnce(Math.max(MIN, Math.min(MAX - 1, limit) + 1));
  }

  /** For the next time. */
  RowsAtOnce next() {
    return new RowsAtOnce(Math.min(MAX, 2 * rows));
  }
}
