package org.tideline.query;

import java.util.Optional;
import org.tideline.views.search.QuerySyntax;
import org.tideline.views.search.RankedDocument;

/**
 * What to search for, and how much of the result to give.
 *
 * @param query in the syntax of {@link QuerySyntax}
 * @param limit hits at most, 1 to {@value #MAX_LIMIT}
 * @param after the token of the page before; empty for the first page
 * @param explain whether to say how scores come about
 */
public record SearchRequest(String query, int limit, Optional<String> after, boolean explain) {
  /** Hits that one page may have. */
  public static final int MAX_LIMIT = 1_000;

  private static final int DEFAULT_LIMIT = 10;

  public SearchRequest {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException(
          "limit: expected 1 to %d hits, got %d; go on with the token of the page"
              .formatted(MAX_LIMIT, limit));
    }
  }

  /** The first 10 hits, without explanation. */
  public static SearchRequest of(String query) {
    return new SearchRequest(query, DEFAULT_LIMIT, Optional.empty(), false);
  }

  /** The same with as many hits at most. */
  public SearchRequest withLimit(int hits) {
    return new SearchRequest(query, hits, after, explain);
  }

  /** The same, going on after the page that gave {@code token}. */
  public SearchRequest after(String token) {
    return new SearchRequest(query, limit, Optional.of(token), explain);
  }

  /** The same with explanations. */
  public SearchRequest explained() {
    return new SearchRequest(query, limit, after, true);
  }

  Optional<RankedDocument> place() {
    return after.map(RankedDocument::ofToken);
  }
}
