package org.tideline.views.ranking;

import java.util.Comparator;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.merge.MergedCount;

/**
 * A term and how often it occurs; not to be changed afterwards.
 *
 * @param term UTF-8
 */
public record RankedTerm(BytesRef term, MergedCount count) {
  /** Most occurrences first, ties by the bytes of the term: the order of the ranking. */
  public static final Comparator<RankedTerm> ORDER =
      Comparator.comparingLong(RankedTerm::occurrences).reversed().thenComparing(RankedTerm::term);

  /** In all documents, over both layers. */
  public long occurrences() {
    return count.total().occurrences();
  }

  boolean before(RankedTerm other) {
    return ORDER.compare(this, other) < 0;
  }
}
