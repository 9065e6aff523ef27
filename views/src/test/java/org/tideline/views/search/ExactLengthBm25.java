package org.tideline.views.search;

import org.apache.lucene.index.FieldInvertState;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;

/** Lucene's formula of BM25 over lengths that are kept whole, not in a byte. */
final class ExactLengthBm25 extends Similarity {
  private final float k1;
  private final float b;
  private final BM25Similarity lucene;

  ExactLengthBm25(float k1, float b) {
    this.k1 = k1;
    this.b = b;
    this.lucene = new BM25Similarity(k1, b);
  }

  @Override
  public long computeNorm(FieldInvertState state) {
    return state.getLength();
  }

  @Override
  public SimScorer scorer(float boost, CollectionStatistics collection, TermStatistics... terms) {
    float idf =
        terms.length == 1
            ? lucene.idfExplain(collection, terms[0]).getValue().floatValue()
            : lucene.idfExplain(collection, terms).getValue().floatValue();
    float averageLength = (float) (collection.sumTotalTermFreq() / (double) collection.docCount());
    float weight = boost * idf;
    return new SimScorer() {
      @Override
      public float score(float freq, long length) {
        float normInverse = 1f / (k1 * ((1 - b) + b * length / averageLength));
        return weight - weight / (1f + freq * normInverse);
      }
    };
  }
}
