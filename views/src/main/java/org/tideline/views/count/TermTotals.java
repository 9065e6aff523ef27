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
  private final TouchedTerms touched = new TouchedTerms();

  /** Adds to the total of a term; negative numbers take away, and it may become negative. */
  public void add(int term, long moreOccurrences, long moreDocuments) {
    if (term >= occurrences.length) {
      occurrences = ArrayUtil.grow(occurrences, term + 1);
      documents = ArrayUtil.growExact(documents, occurrences.length);
    }
    occurrences[term] += moreOccurrences;
    documents[term] += moreDocuments;
    touched.touch(term);
  }

  /** The occurrences of a term that was touched since the last {@link #clear}. */
  public long occurrences(int term) {
    return occurrences[term];
  }

  /** The documents of such a term. */
  public long documents(int term) {
    return documents[term];
  }

  /** How many different terms a drain would pass now. */
  public int touched() {
    return touched.size();
  }

  /**
   * Passes the total of every term touched since the last drain, also where it is back at 0: the
   * sum since the last {@link #clear}, not the change since the last drain.
   */
  public void drain(Receiver receiver) {
    for (int i = 0; i < touched.size(); i++) {
      int term = touched.term(i);
      receiver.accept(term, occurrences[term], documents[term]);
    }
    touched.clear();
  }

  /** Starts again from an empty sum. */
  public void clear() {
    Arrays.fill(occurrences, 0);
    Arrays.fill(documents, 0);
    touched.clear();
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
