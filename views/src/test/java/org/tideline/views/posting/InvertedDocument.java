package org.tideline.views.posting;

import org.apache.lucene.util.BytesRef;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.analysis.TermTable;

/** A text turned round: its terms, each once, with the positions where they stand. */
public final class InvertedDocument {
  /** Receives a term; bytes and array are only valid during the call. */
  @FunctionalInterface
  public interface Receiver {
    /**
     * One term.
     *
     * @param positions rising, in the first {@code count} elements
     */
    void accept(BytesRef term, int[] positions, int count);
  }

  private final TermTable terms = new TermTable();
  private final Inversion inversion;

  private InvertedDocument(TermAnalyzer analyzer) {
    inversion = new Inversion(analyzer, terms);
  }

  /**
   * The text divided by {@code analyzer}. Where many texts are to be turned round, an {@link
   * Inversion} saves making this for each.
   */
  public static InvertedDocument of(TermAnalyzer analyzer, String text) {
    InvertedDocument document = new InvertedDocument(analyzer);
    document.inversion.invert(text);
    return document;
  }

  /** How many terms the text has, each counted as often as it stands there. */
  public int length() {
    return inversion.length();
  }

  /** How many different terms the text has. */
  public int size() {
    return inversion.size();
  }

  /** Passes every term once, in the order in which they first stand in the text. */
  public void forEachTerm(Receiver action) {
    BytesRef term = new BytesRef();
    int[] positions = new int[16];
    for (int index = 0; index < inversion.size(); index++) {
      int start = inversion.start(index);
      int count = inversion.end(index) - start;
      if (positions.length < count) {
        positions = new int[count];
      }
      System.arraycopy(inversion.positions(), start, positions, 0, count);
      terms.read(inversion.number(index), term);
      action.accept(term, positions, count);
    }
  }
}
