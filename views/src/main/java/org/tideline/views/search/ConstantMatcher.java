package org.tideline.views.search;

import java.util.Collections;
import java.util.List;
import org.tideline.views.document.DocumentId;

/** The documents that hold any of the terms with a prefix: each scores 1, as in Lucene. */
final class ConstantMatcher implements Matcher {
  private final String prefix;
  private final List<String> documents;
  private int at = -1;

  ConstantMatcher(String prefix, List<String> documents) {
    this.prefix = prefix;
    this.documents = documents;
  }

  @Override
  public boolean next() {
    at++;
    return at < documents.size();
  }

  @Override
  public boolean advance(String document) {
    int from = Math.max(at, 0);
    if (from >= documents.size()) {
      at = documents.size();
      return false;
    }
    int found =
        Collections.binarySearch(
            documents.subList(from, documents.size()), document, DocumentId.ORDER);
    at = from + (found < 0 ? -found - 1 : found);
    return at < documents.size();
  }

  @Override
  public String document() {
    return documents.get(at);
  }

  @Override
  public float score() {
    return 1;
  }

  @Override
  public Explanation explain() {
    return Explanation.of(1, "\"%s*\" counts 1 in every document".formatted(prefix));
  }

  @Override
  public int size() {
    return documents.size();
  }
}
