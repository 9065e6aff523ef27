package org.tideline.views.search;

/**
 * What the score of every document depends on, over both layers.
 *
 * @param documents how many documents there are
 * @param occurrences how many terms they have together, each counted as often as it stands there
 */
public record CollectionStatistics(long documents, long occurrences) {
  public CollectionStatistics {
    if (documents < 0 || occurrences < 0) {
      throw new IllegalArgumentException(
          "collection statistics: expected no negative number, got %d documents, %d occurrences"
              .formatted(documents, occurrences));
    }
  }

  /** Terms per document; 1 where there is none. */
  float averageLength() {
    return documents == 0 || occurrences == 0 ? 1 : (float) (occurrences / (double) documents);
  }
}
