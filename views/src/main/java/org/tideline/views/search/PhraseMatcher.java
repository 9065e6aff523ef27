package org.tideline.views.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tideline.views.posting.Posting;

/** The documents in which terms stand at given distances. */
final class PhraseMatcher implements Matcher {
  private final SearchQuery.Phrase phrase;
  private final List<TermMatcher> words;
  private final Conjunction documents;
  private final Bm25 similarity;
  private final CollectionStatistics statistics;
  private final float averageLength;
  private final float idf;
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
  public boolean advance(String document) {
    if (frequency > 0 && documents.isPast(document)) {
      return true;
    }
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
    int[] first = words.get(0).posting().positions();
    int[] reached = new int[words.size()];
    int count = 0;
    for (int position : first) {
      int start = position - phrase.words().get(0).offset();
      boolean all = true;
      for (int i = 1; i < reached.length && all; i++) {
        int[] positions = words.get(i).posting().positions();
        int wanted = start + phrase.words().get(i).offset();
        while (reached[i] < positions.length && positions[reached[i]] < wanted) {
          reached[i]++;
        }
        all = reached[i] < positions.length && positions[reached[i]] == wanted;
      }
      count += all ? 1 : 0;
    }
    return count;
  }

  @Override
  public String document() {
    return documents.document();
  }

  @Override
  public float score() {
    Posting posting = words.get(0).posting();
    return similarity.score(idf, frequency, posting.length(), averageLength);
  }

  @Override
  public Explanation explain() {
    List<Explanation> idfs = new ArrayList<>();
    words.forEach(word -> idfs.add(word.explainIdf()));
    Explanation sum = new Explanation(idf, "sum of the idf of all words", idfs);
    int length = words.get(0).posting().length();
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
