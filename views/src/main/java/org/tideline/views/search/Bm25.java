package org.tideline.views.search;

import java.util.List;

/**
 * The formula of Lucene's {@code BM25Similarity}, with single precision as there, but over exact
 * document lengths where Lucene keeps lengths above 39 in one byte. Robertson et al., "Okapi at
 * TREC-3" (1994), without the constant factor {@code k1 + 1}.
 *
 * @param k1 from 0 on; how much more a term counts that stands in a document more often
 * @param b 0 to 1; how much less a term counts in a long document
 */
public record Bm25(float k1, float b) {
  public Bm25 {
    if (!(k1 >= 0 && k1 <= Float.MAX_VALUE && b >= 0 && b <= 1)) {
      throw new IllegalArgumentException(
          "BM25: expected a finite k1 of 0 or more and b from 0 to 1, got k1 %s, b %s"
              .formatted(k1, b));
    }
  }

  /**
   * How rare a term is.
   *
   * @param documentFrequency how many documents have it; may be greater than the statistics say
   *     while documents arrive
   */
  float idf(long documentFrequency, CollectionStatistics statistics) {
    long documents = Math.max(statistics.documents(), documentFrequency);
    return (float) Math.log(1 + (documents - documentFrequency + 0.5) / (documentFrequency + 0.5));
  }

  float score(float idf, float frequency, int length, float averageLength) {
    float normInverse = 1f / (k1 * ((1 - b) + b * length / averageLength));
    return idf - idf / (1f + frequency * normInverse);
  }

  Explanation explain(
      Explanation idf, float frequency, int length, CollectionStatistics statistics) {
    float average = statistics.averageLength();
    return new Explanation(
        score(idf.value(), frequency, length, average),
        "idf - idf / (1 + frequency / (k1 * (1 - b + b * length / average length)))",
        List.of(
            idf,
            Explanation.of(frequency, "frequency"),
            Explanation.of(k1, "k1"),
            Explanation.of(b, "b"),
            Explanation.of(length, "length of the document"),
            Explanation.of(average, "average length")));
  }

  Explanation explainIdf(String term, long documentFrequency, CollectionStatistics statistics) {
    return new Explanation(
        idf(documentFrequency, statistics),
        "idf of \"%s\" = log(1 + (N - n + 0.5) / (n + 0.5))".formatted(term),
        List.of(
            Explanation.of(documentFrequency, "n, documents with it"),
            Explanation.of(Math.max(statistics.documents(), documentFrequency), "N, documents")));
  }
}
