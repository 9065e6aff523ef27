package org.tideline.views.count;

import java.util.Arrays;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.analysis.TermTable;

/**
 * The sum of the word counts of many texts, added and taken away one by one. Terms and counts are
 * held in arrays, so that a term that is already known costs no object. Not safe for use by several
 * threads.
 */
public final class WordTotals {
  /** Receives one total; the bytes are only valid during the call. */
  @FunctionalInterface
  public interface Receiver {
    void accept(BytesRef term, long occurrences, long documents);
  }

  private final TermAnalyzer analyzer;
  private final TermTable terms = new TermTable();
  private long[] occurrences = new long[128];
  private long[] documents = new long[128];
  private int[] lastText = new int[128];
  private int[] lastDrain = new int[128];
  private int[] touched = new int[128];
  private int touchedSize;
  private int text;
  private int drain = 1;

  /** An empty sum over texts that are divided by {@code analyzer}. */
  public WordTotals(TermAnalyzer analyzer) {
    this.analyzer = analyzer;
  }

  /** Adds what {@code addedText} counts. */
  public void add(String addedText) {
    apply(addedText, 1);
  }

  /** Takes away what {@code removedText} counts; totals may become negative. */
  public void subtract(String removedText) {
    apply(removedText, -1);
  }

  private void apply(String changedText, int sign) {
    text++;
    analyzer.forEachTerm(
        changedText, (term, length, position) -> apply(terms.number(term, length), sign));
  }

  private void apply(int term, int sign) {
    if (term >= occurrences.length) {
      grow(term + 1);
    }
    occurrences[term] += sign;
    if (lastText[term] != text) {
      lastText[term] = text;
      documents[term] += sign;
      if (lastDrain[term] != drain) {
        lastDrain[term] = drain;
        touched = ArrayUtil.grow(touched, touchedSize + 1);
        touched[touchedSize++] = term;
      }
    }
  }

  private void grow(int size) {
    occurrences = ArrayUtil.grow(occurrences, size);
    documents = ArrayUtil.growExact(documents, occurrences.length);
    lastText = ArrayUtil.growExact(lastText, occurrences.length);
    lastDrain = ArrayUtil.growExact(lastDrain, occurrences.length);
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
    BytesRef term = new BytesRef();
    for (int i = 0; i < touchedSize; i++) {
      terms.read(touched[i], term);
      receiver.accept(term, occurrences[touched[i]], documents[touched[i]]);
    }
    touchedSize = 0;
    drain++;
  }

  /** Starts again from an empty sum. */
  public void clear() {
    int size = terms.size();
    terms.clear();
    Arrays.fill(occurrences, 0, size, 0);
    Arrays.fill(documents, 0, size, 0);
    Arrays.fill(lastText, 0, size, 0);
    Arrays.fill(lastDrain, 0, size, 0);
    touchedSize = 0;
    text = 0;
    drain = 1;
  }

  /**
   * About how many bytes of heap the terms of the sum take: grows with every new term, and is 0
   * after {@link #clear}, which keeps the room for the next sum.
   */
  public long heapBytes() {
    return terms.heapBytes() + 28L * terms.size();
  }
}
