package org.tideline.cli.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Document;
import org.tideline.views.posting.Posting;

/**
 * The same views by a plain loop over the documents, with none of the layers' code but the
 * analyzer.
 */
public final class Recount {
  private static final long ODD = 0x9E3779B97F4A7C15L;

  /**
   * What stands of one word in all documents.
   *
   * @param postings sum over its postings of a hash of document, length and positions
   */
  public record Word(WordCount count, long postings) {
    /** A word that no document has. */
    public static final Word NONE = new Word(WordCount.ZERO, 0);

    Word plus(Posting posting) {
      return new Word(count.plus(new WordCount(posting.frequency(), 1)), postings + hash(posting));
    }

    /** That of one posting. */
    static long hash(Posting posting) {
      return posting.hashCode() * ODD;
    }
  }

  private Recount() {}

  static Map<String, Word> of(Collection<Document> documents, TermAnalyzer analyzer) {
    Map<String, Word> words = new HashMap<>();
    for (Document document : documents) {
      Map<String, List<Integer>> positions = new HashMap<>();
      int[] length = {0};
      analyzer.forEachTerm(
          document.text(),
          (term, size, position) -> {
            length[0]++;
            positions
                .computeIfAbsent(new String(term, 0, size), added -> new ArrayList<>())
                .add(position);
          });
      positions.forEach(
          (word, at) -> {
            int[] places = at.stream().mapToInt(Integer::intValue).toArray();
            Posting posting = new Posting(document.id(), length[0], places);
            words.merge(
                word,
                Word.NONE.plus(posting),
                (before, added) ->
                    new Word(
                        before.count().plus(added.count()), before.postings() + added.postings()));
          });
    }
    return words;
  }
}
