package org.tideline.views.search;

import java.util.List;
import org.tideline.views.document.DocumentId;
import org.tideline.views.posting.Posting;

/** The documents that hold a term. */
final class TermMatcher implements Matcher {
  private final String term;
  private final List<Posting> postings;
  private final Bm25 similarity;
  private final CollectionStatistics statistics;
  private final float averageLength;
  private final float idf;
  private int at = -1;

  TermMatcher(
      String term, List<Posting> postings, Bm25 similarity, CollectionStatistics statistics) {
    this.term = term;
    this.postings = postings;
    this.similarity = similarity;
    this.statistics = statistics;
    this.averageLength = statistics.averageLength();
    this.idf = similarity.idf(postings.size(), statistics);
  }

  @Override
  public boolean next() {
    at++;
    return at < postings.size();
  }

  @Override
  public boolean advance(String document) {
    // Steps that double, then halving: near places are found quickly, far ones too.
    int low = Math.max(at, 0);
    int high = low;
    for (long step = 1; high < postings.size() && isBefore(high, document); step *= 2) {
      low = high + 1;
      high = (int) Math.min(high + step, postings.size());
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isBefore(middle, document)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    at = low;
    return at < postings.size();
  }

  private boolean isBefore(int index, String document) {
    return DocumentId.ORDER.compare(postings.get(index).document(), document) < 0;
  }

  Posting posting() {
    return postings.get(at);
  }

  @Override
  public String document() {
    return posting().document();
  }

  float idf() {
    return idf;
  }

  Explanation explainIdf() {
    return similarity.explainIdf(term, postings.size(), statistics);
  }

  @Override
  public float score() {
    Posting posting = posting();
    return similarity.score(idf, posting.frequency(), posting.length(), averageLength);
  }

  @Override
  public Explanation explain() {
    Posting posting = posting();
    Explanation score =
        similarity.explain(explainIdf(), posting.frequency(), posting.length(), statistics);
    return new Explanation(score.value(), "\"%s\"".formatted(term), List.of(score));
  }

  @Override
  public int size() {
    return postings.size();
  }
}
