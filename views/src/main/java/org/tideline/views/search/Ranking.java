package org.tideline.views.search;

import java.util.List;

/**
 * The best documents of a result, or those after a place in it.
 *
 * @param total how many documents match in all; exact
 */
public record Ranking(long total, List<RankedDocument> documents) {
  public Ranking {
    documents = List.copyOf(documents);
    if (total < documents.size()) {
      throw new IllegalArgumentException(
          "ranking: expected at least %d hits in all, got %d".formatted(documents.size(), total));
    }
  }
}
