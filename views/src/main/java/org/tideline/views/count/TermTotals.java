package org.tideline.views.count;

import java.util.Arrays;
import org.apache.lucene.util.ArrayUtil;

/**
 * The sum of the word counts of many texts, by the numbers that a {@link
 * org.tideline.views.analysis.TermTable} gives to terms. Not safe for use by several threads.
 */
public final class TermTotals {
  /** Receives one total. */
  @FunctionalInterface
  public interface Receiver {
    void accept(int term, long occurrences, long documents);
  }

  private long[] occurrences = new long[128];
  private long[] documents = new long[128];
  private int[] lastDrain = new int[128];
  private int[] touched = new int[128];
  private int touchedSize;
  private int drain = 1;

  /** Adds to the total of a term; negative numbers take away, and it may become negative. */
  public void add(int term, long moreOccurrences, long moreDocuments) {
    if (term >= occurrences.length) {
      occurrences = ArrayUtil.grow(occurrences, term + 1);
      documents = ArrayUtil.growExact(documents, occurrences.length);
      lastDrain = ArrayUtil.growExact(lastDrain, occurrences.length);
    }
    occurrences[term] += moreOccurrences;
    documents[term] += moreDocuments;
    if (lastDrain[term] != drain) {
      lastDrain[term] = drain;
      touched = ArrayUtil.grow(touched, touchedSize + 1);
      touched[touchedSize++] = term;
    }
  }

  /** How many different terms a drain would pass now. */
  public int touched() {
    return touchedSize;
  }

  /**
   * Passes the total of every term touched since the last drain, also where it is back at 0: the
   * sum since the last {@link #clear}, not the change since the last drain.
   */
  public void drain(Receiver receiver) {
    for (int i = 0; i < touchedSize; i++) {
      receiver.accept(touched[i], occurrences[touched[i]], documents[touched[i]]);
    }
    touchedSize = 0;
    drain++;
  }

  /** Starts again from an empty sum. */
  public void clear() {
    Arrays.fill(occurrences, 0);
    Arrays.fill(documents, 0);
    Arrays.fill(lastDrain, 0);
    touchedSize = 0;
    drain = 1;
  }

  /** Bytes of heap that so many terms take here. */
  static long heapBytes(int terms) {
    return 24L * terms;
  }

  /** Bytes of heap. */
  public long heapBytes() {
    return heapBytes(occurrences.length);
  }
}
