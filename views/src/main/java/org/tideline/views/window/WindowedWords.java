package org.tideline.views.window;

import java.util.Arrays;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.analysis.TermTable;

/**
 * The word counts of many texts by the minutes of their event times, and those of {@link
 * AllDocuments}. Not safe for use by several threads.
 */
public final class WindowedWords {
  /** Receives one term; the bytes are only valid during the call. */
  @FunctionalInterface
  public interface Receiver {
    /**
     * @param minutes what stands in each minute, without marks; {@code changes} says how many times
     *     it was changed
     */
    void accept(BytesRef term, WindowTotals minutes);
  }

  private static final char[] ALL_DOCUMENTS = {0};

  private final TermAnalyzer analyzer;
  private final TermTable terms = new TermTable();
  private final WindowSums sums = new WindowSums();
  private int[] lastText = new int[128];
  private int text;
  private int length;
  private int place;

  /** Empty sums over texts that are divided by {@code analyzer}. */
  public WindowedWords(TermAnalyzer analyzer) {
    this.analyzer = analyzer;
  }

  /**
   * Adds what a document counts.
   *
   * @param eventTime its own, in epoch milliseconds
   */
  public void add(String addedText, long eventTime) {
    count(addedText, eventTime, 1);
  }

  /**
   * Takes away what a document counted.
   *
   * @param eventTime its own, in epoch milliseconds
   */
  public void subtract(String subtractedText, long eventTime) {
    count(subtractedText, eventTime, -1);
  }

  private void count(String countedText, long eventTime, int times) {
    text++;
    length = 0;
    place = sums.place(WindowCalendar.minute(eventTime), 0);
    analyzer.forEachTerm(
        countedText, (term, size, position) -> count(terms.number(term, size), times));
    sums.add(terms.number(ALL_DOCUMENTS, ALL_DOCUMENTS.length), place, times * length, times);
  }

  private void count(int term, int times) {
    lastText = ArrayUtil.grow(lastText, term + 1);
    boolean first = lastText[term] != text;
    lastText[term] = text;
    length++;
    sums.add(term, place, times, first ? times : 0);
  }

  /** Passes every term. */
  public void forEach(Receiver receiver) {
    BytesRef term = new BytesRef();
    for (int number = 0; number < terms.size(); number++) {
      terms.read(number, term);
      receiver.accept(term, sums.of(number));
    }
  }

  /** Starts again from empty sums. */
  public void clear() {
    terms.clear();
    sums.clear();
    Arrays.fill(lastText, 0);
    text = 0;
  }

  /**
   * About how many bytes of heap the sums take: grows with every new term and minute of it, and is
   * 0 after {@link #clear}, which keeps the room for the next where it is not great.
   */
  public long heapBytes() {
    return terms.heapBytes() + sums.heapBytes() + 8L * terms.size();
  }
}
