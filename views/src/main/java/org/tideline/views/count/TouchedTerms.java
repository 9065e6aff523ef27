package org.tideline.views.count;

import org.apache.lucene.util.ArrayUtil;

/**
 * Which terms were touched since some moment, each once, by their numbers. Not safe for use by
 * several threads.
 */
public final class TouchedTerms {
  /** Per term the round in which it was touched last. */
  private int[] lastRound = new int[128];

  private int[] terms = new int[128];
  private int size;
  private int round = 1;

  /** Notes a term. */
  public void touch(int term) {
    if (term >= lastRound.length) {
      lastRound = ArrayUtil.grow(lastRound, term + 1);
    }
    if (lastRound[term] != round) {
      lastRound[term] = round;
      terms = ArrayUtil.grow(terms, size + 1);
      terms[size++] = term;
    }
  }

  /** How many terms were touched. */
  public int size() {
    return size;
  }

  /**
   * One of them.
   *
   * @param index below {@link #size}
   */
  public int term(int index) {
    return terms[index];
  }

  /** None was touched from now on. */
  public void clear() {
    size = 0;
    round++;
  }

  /** Bytes of heap. */
  public long heapBytes() {
    return 4L * (lastRound.length + terms.length);
  }
}
