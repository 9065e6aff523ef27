package org.tideline.views.count;

/**
 * How often a word stands in the documents: an element of an abelian group, so that updates and
 * deletes are sums of differences.
 *
 * @param occurrences in all documents together
 * @param documents that hold it at least once
 */
public record WordCount(long occurrences, long documents) {
  /** The neutral element. */
  public static final WordCount ZERO = new WordCount(0, 0);

  /** The sum, component by component. */
  public WordCount plus(WordCount other) {
    return new WordCount(
        Math.addExact(occurrences, other.occurrences), Math.addExact(documents, other.documents));
  }

  /** The inverse: what takes this away again. */
  public WordCount negate() {
    return new WordCount(Math.negateExact(occurrences), Math.negateExact(documents));
  }
}
