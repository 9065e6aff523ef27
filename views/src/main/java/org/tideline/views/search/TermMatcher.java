package org.tideline.views.search;

import java.util.List;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.posting.PostingCursor;
import org.tideline.views.posting.PostingList;

/** The documents that hold a term. */
final class TermMatcher implements Matcher {
  private final String term;
  private final int size;
  private final PostingCursor postings;
  private final Bm25 similarity;
  private final CollectionStatistics statistics;
  private final float averageLength;
  private final float idf;

  TermMatcher(String term, PostingList list, Bm25 similarity, CollectionStatistics statistics) {
    this.term = term;
    this.size = list.size();
    this.postings = list.cursor();
    this.similarity = similarity;
    this.statistics = statistics;
    this.averageLength = statistics.averageLength();
    this.idf = similarity.idf(size, statistics);
  }

  @Override
  public boolean next() {
    return postings.next();
  }

  @Override
  public boolean advance(BytesRef document) {
    return postings.advance(document);
  }

  /** Where it is. */
  PostingCursor postings() {
    return postings;
  }

  @Override
  public BytesRef document() {
    return postings.document();
  }

  float idf() {
    return idf;
  }

  Explanation explainIdf() {
    return similarity.explainIdf(term, size, statistics);
  }

  @Override
  public float score() {
    return similarity.score(idf, postings.frequency(), postings.length(), averageLength);
  }

  @Override
  public Explanation explain() {
    Explanation score =
        similarity.explain(explainIdf(), postings.frequency(), postings.length(), statistics);
    return new Explanation(score.value(), "\"%s\"".formatted(term), List.of(score));
  }

  @Override
  public int size() {
    return size;
  }
}
