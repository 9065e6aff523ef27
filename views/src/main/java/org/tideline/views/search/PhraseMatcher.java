package org.tideline.views.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.posting.PostingCursor;

/** The documents in which terms stand at given distances. */
final class PhraseMatcher implements Matcher {
  private final SearchQuery.Phrase phrase;
  private final List<TermMatcher> words;
  private final Conjunction documents;
  private final Bm25 similarity;
  private final CollectionStatistics statistics;
  private final float averageLength;
  private final float idf;

  /** Of each word, how many of its positions in the document are passed. */
  private final int[] reached;

  private int frequency;

  /**
   * Documents with a phrase.
   *
   * @param words one for each word of the phrase
   */
  PhraseMatcher(
      SearchQuery.Phrase phrase,
      List<TermMatcher> words,
      Bm25 similarity,
      CollectionStatistics statistics) {
    this.phrase = phrase;
    this.words = words;
    this.documents = new Conjunction(words);
    this.reached = new int[words.size()];
    this.similarity = similarity;
    this.statistics = statistics;
    this.averageLength = statistics.averageLength();
    double sum = 0;
    for (TermMatcher word : words) {
      sum += word.idf();
    }
    this.idf = (float) sum;
  }

  @Override
  public boolean next() {
    return documents.next() && matched();
  }

  @Override
  public boolean advance(BytesRef document) {
    return documents.advance(document) && matched();
  }

  /** From the document it is at to the first that has the phrase. */
  private boolean matched() {
    frequency = count();
    while (frequency == 0) {
      if (!documents.next()) {
        return false;
      }
      frequency = count();
    }
    return true;
  }

  /** How often the phrase stands in the document. */
  private int count() {
    PostingCursor first = words.get(0).postings();
    Arrays.fill(reached, 0);
    int count = 0;
    for (int at = 0; at < first.frequency(); at++) {
      int start = first.position(at) - phrase.words().get(0).offset();
      boolean all = true;
      for (int i = 1; i < reached.length && all; i++) {
        all = stands(i, start + phrase.words().get(i).offset());
      }
      count += all ? 1 : 0;
    }
    return count;
  }

  /** Whether a word stands at a position; those asked for rise. */
  private boolean stands(int word, int wanted) {
    PostingCursor postings = words.get(word).postings();
    int frequency = postings.frequency();
    while (reached[word] < frequency && postings.position(reached[word]) < wanted) {
      reached[word]++;
    }
    return reached[word] < frequency && postings.position(reached[word]) == wanted;
  }

  @Override
  public BytesRef document() {
    return documents.document();
  }

  @Override
  public float score() {
    return similarity.score(idf, frequency, words.get(0).postings().length(), averageLength);
  }

  @Override
  public Explanation explain() {
    List<Explanation> idfs = new ArrayList<>();
    words.forEach(word -> idfs.add(word.explainIdf()));
    Explanation sum = new Explanation(idf, "sum of the idf of all words", idfs);
    int length = words.get(0).postings().length();
    String text =
        phrase.words().stream().map(SearchQuery.Word::term).collect(Collectors.joining(" "));
    Explanation score = similarity.explain(sum, frequency, length, statistics);
    return new Explanation(score.value(), "phrase \"%s\"".formatted(text), List.of(score));
  }

  @Override
  public int size() {
    return documents.size();
  }
}
