package org.tideline.views.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.posting.InvertedDocument;
import org.tideline.views.posting.Posting;

/** The postings of some texts. */
final class InMemoryPostings implements PostingLists {
  private final SortedMap<String, List<Posting>> postings = new TreeMap<>();
  private long documents;
  private long occurrences;

  InMemoryPostings(SortedMap<String, String> texts, TermAnalyzer analyzer) {
    texts.forEach(
        (id, text) -> {
          InvertedDocument inverted = InvertedDocument.of(analyzer, text);
          documents += inverted.length() > 0 ? 1 : 0;
          occurrences += inverted.length();
          inverted.forEachTerm(
              (term, positions, count) ->
                  postings
                      .computeIfAbsent(term.utf8ToString(), key -> new ArrayList<>())
                      .add(new Posting(id, inverted.length(), Arrays.copyOf(positions, count))));
        });
  }

  CollectionStatistics statistics() {
    return new CollectionStatistics(documents, occurrences);
  }

  @Override
  public List<Posting> postings(String term) {
    return postings.getOrDefault(term, List.of());
  }

  @Override
  public List<String> expansion(String prefix) {
    return postings.tailMap(prefix).keySet().stream()
        .takeWhile(term -> term.startsWith(prefix))
        .toList();
  }
}
