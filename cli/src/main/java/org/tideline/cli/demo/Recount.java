package org.tideline.cli.demo;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Document;

/**
 * The same counts by a plain loop over the documents, with none of the layers' code but the
 * analyzer.
 */
final class Recount {
  private Recount() {}

  static Map<String, WordCount> of(Collection<Document> documents, TermAnalyzer analyzer) {
    Map<String, WordCount> counts = new HashMap<>();
    for (Document document : documents) {
      Set<String> seen = new HashSet<>();
      analyzer.forEachTerm(
          document.text(),
          term -> {
            String word = term.utf8ToString();
            counts.merge(word, new WordCount(1, seen.add(word) ? 1 : 0), WordCount::plus);
          });
    }
    return counts;
  }
}
