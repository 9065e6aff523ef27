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
  private final TermTotals totals = new TermTotals();
  private int[] lastText = new int[128];
  private int text;

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
    lastText = ArrayUtil.grow(lastText, term + 1);
    boolean first = lastText[term] != text;
    lastText[term] = text;
    totals.add(term, sign, first ? sign : 0);
  }

  /** How many different terms a drain would pass now. */
  public int touched() {
    return totals.touched();
  }

  /**
   * Passes the total of every term touched since the last drain, also where it is back at 0: the
   * sum since the last {@link #clear}, not the change since the last drain.
   */
  public void drain(Receiver receiver) {
    BytesRef term = new BytesRef();
    totals.drain(
        (number, occurrences, documents) -> {
          terms.read(number, term);
          receiver.accept(term, occurrences, documents);
        });
  }

  /** Starts again from an empty sum. */
  public void clear() {
    terms.clear();
    totals.clear();
    Arrays.fill(lastText, 0);
    text = 0;
  }

  /**
   * About how many bytes of heap the terms of the sum take: grows with every new term, and is 0
   * after {@link #clear}, which keeps the room for the next sum.
   */
  public long heapBytes() {
    return terms.heapBytes() + TermTotals.heapBytes(terms.size()) + 4L * terms.size();
  }
}
