package org.tideline.query;

import java.util.List;
import java.util.Optional;
import org.tideline.views.search.Explanation;
import org.tideline.views.search.Passage;

/**
 * A page of the documents that match a query.
 *
 * @param hits the best first, equal ones by id
 * @param total how many documents match in all; exact
 * @param next the token of the page after this; empty on the last
 */
public record SearchAnswer(List<Hit> hits, long total, Optional<String> next, Reading reading) {

  /**
   * A document that matches.
   *
   * @param title its attribute {@code title}, if it has one
   * @param passage where it matches; empty if it changed while it was searched
   * @param layer which one the version it shows came from
   * @param explanation of the score, if it was asked for
   */
  public record Hit(
      String id,
      float score,
      Optional<String> title,
      Passage passage,
      Layer layer,
      Optional<Explanation> explanation) {}

  public SearchAnswer {
    hits = List.copyOf(hits);
  }
}
