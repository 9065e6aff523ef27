package org.tideline.views.ranking;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.count.WordCount;

/**
 * What the speed layer adds to the count of every term since the cut: a settled part, of buckets
 * that are complete and never change again, and an open part, of the buckets after them. The next
 * totals are made of the settled part and of what is read anew from its end on. Not to be changed;
 * safe for use by several threads.
 */
public final class RealtimeTotals {
  /** Those at the cut itself. */
  public static final RealtimeTotals NONE = new RealtimeTotals(Map.of(), Map.of());

  private final Map<BytesRef, WordCount> settled;
  private final Map<BytesRef, WordCount> open;

  private RealtimeTotals(Map<BytesRef, WordCount> settled, Map<BytesRef, WordCount> open) {
    this.settled = settled;
    this.open = open;
  }

  /**
   * The totals that follow.
   *
   * @param settledSince what has become settled since these
   * @param openNow all that is open
   */
  public RealtimeTotals next(
      Map<BytesRef, WordCount> settledSince, Map<BytesRef, WordCount> openNow) {
    if (settledSince.isEmpty()) {
      return new RealtimeTotals(settled, Map.copyOf(openNow));
    }
    Map<BytesRef, WordCount> sum = new HashMap<>(settled);
    settledSince.forEach((term, count) -> sum.merge(term, count, WordCount::plus));
    return new RealtimeTotals(sum, Map.copyOf(openNow));
  }

  /** What is added to the count of {@code term}. */
  public WordCount of(BytesRef term) {
    WordCount done = settled.getOrDefault(term, WordCount.ZERO);
    WordCount more = open.get(term);
    return more == null ? done : done.plus(more);
  }

  /** Every term that was touched since the cut, once, with what is added to its count. */
  public void forEach(BiConsumer<BytesRef, WordCount> receiver) {
    settled.forEach(
        (term, done) -> {
          WordCount more = open.get(term);
          receiver.accept(term, more == null ? done : done.plus(more));
        });
    open.forEach(
        (term, more) -> {
          if (!settled.containsKey(term)) {
            receiver.accept(term, more);
          }
        });
  }
}
