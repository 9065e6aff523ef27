package org.tideline.views.search;

import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The version of a document that a query found.
 *
 * @param terms those that it was found by, and how rare each is
 * @param position that of its record in the log; empty if the batch view has it, so that it is the
 *     one that was current at the cut
 */
public record FoundVersion(SortedMap<String, Float> terms, OptionalLong position) {
  /** Found by nothing yet. */
  static final FoundVersion NONE = new FoundVersion(new TreeMap<>(), OptionalLong.empty());

  public FoundVersion {
    terms = Collections.unmodifiableSortedMap(terms);
  }

  /** The same, found by one more term; of two positions the later tells. */
  FoundVersion and(String term, float idf, OptionalLong at) {
    SortedMap<String, Float> more = new TreeMap<>(terms);
    more.put(term, idf);
    boolean later = at.isPresent() && at.getAsLong() > position.orElse(-1);
    return new FoundVersion(more, later ? at : position);
  }
}
