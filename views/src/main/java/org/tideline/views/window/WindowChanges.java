package org.tideline.views.window;

import java.util.Arrays;
import org.apache.lucene.util.ArrayUtil;

/**
 * Which entries of {@link WindowSums} changed since some moment, term by term, each once. Not safe
 * for use by several threads.
 */
public final class WindowChanges {
  /** Per entry, the round in which it changed last; rounds count from 1. */
  private int[] lastRounds = new int[128];

  /** Per entry that changed in this round, the one of its term that did so before it, plus 1. */
  private int[] next = new int[128];

  /** Per term, its entry that came last in the round in which it changed last, plus 1. */
  private int[] lasts = new int[128];

  private int round = 1;

  /** Notes that an entry of a term has changed. */
  public void note(int term, int entry) {
    if (entry >= lastRounds.length) {
      lastRounds = ArrayUtil.grow(lastRounds, entry + 1);
      next = ArrayUtil.growExact(next, lastRounds.length);
    }
    if (lastRounds[entry] == round) {
      return;
    }
    if (term >= lasts.length) {
      lasts = ArrayUtil.grow(lasts, term + 1);
    }
    next[entry] = last(term) + 1;
    lastRounds[entry] = round;
    lasts[term] = entry + 1;
  }

  /** The entry of a term that was noted last, -1 if none was. */
  int last(int term) {
    int last = term < lasts.length ? lasts[term] - 1 : -1;
    return last >= 0 && lastRounds[last] == round ? last : -1;
  }

  /** The entry of the same term that was noted before that one, -1 if none was. */
  int before(int entry) {
    return next[entry] - 1;
  }

  /** Nothing has changed from now on. */
  public void forget() {
    round++;
  }

  /** The same; to be called whenever the sums are cleared. */
  public void clear() {
    Arrays.fill(lastRounds, 0);
    Arrays.fill(lasts, 0);
    round = 1;
  }

  /** Bytes of heap. */
  public long heapBytes() {
    return 8L * lastRounds.length + 4L * lasts.length;
  }
}
