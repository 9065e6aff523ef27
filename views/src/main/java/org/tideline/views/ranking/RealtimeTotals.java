package org.tideline.views.ranking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
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

  /**
   * At i those settled terms whose occurrences, which are positive, have i binary digits: most
   * terms are rare, and a question for the frequent ones is not to look at them all.
   */
  private final List<List<Map.Entry<BytesRef, WordCount>>> byDigits;

  private final Map<BytesRef, WordCount> open;

  private RealtimeTotals(Map<BytesRef, WordCount> settled, Map<BytesRef, WordCount> open) {
    this(settled, byDigits(settled), open);
  }

  private RealtimeTotals(
      Map<BytesRef, WordCount> settled,
      List<List<Map.Entry<BytesRef, WordCount>>> byDigits,
      Map<BytesRef, WordCount> open) {
    this.settled = settled;
    this.byDigits = byDigits;
    this.open = open;
  }

  private static List<List<Map.Entry<BytesRef, WordCount>>> byDigits(
      Map<BytesRef, WordCount> settled) {
    List<List<Map.Entry<BytesRef, WordCount>>> byDigits =
        IntStream.range(0, Long.SIZE)
            .<List<Map.Entry<BytesRef, WordCount>>>mapToObj(digits -> new ArrayList<>())
            .toList();
    for (Map.Entry<BytesRef, WordCount> term : settled.entrySet()) {
      long occurrences = term.getValue().occurrences();
      if (occurrences > 0) {
        byDigits.get(digits(occurrences)).add(term);
      }
    }
    return byDigits;
  }

  private static int digits(long occurrences) {
    return Long.SIZE - Long.numberOfLeadingZeros(occurrences);
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
      return new RealtimeTotals(settled, byDigits, Map.copyOf(openNow));
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

  /**
   * Gives every term to which at least {@code occurrences} are added, once, and what is added to
   * its count; the settled ones about in the order of it, most first.
   *
   * @param occurrences 1 or more
   */
  void forEach(long occurrences, BiConsumer<BytesRef, WordCount> receiver) {
    for (int digits = Long.SIZE - 1; digits >= digits(occurrences); digits--) {
      for (Map.Entry<BytesRef, WordCount> term : byDigits.get(digits)) {
        if (term.getValue().occurrences() >= occurrences && !open.containsKey(term.getKey())) {
          receiver.accept(term.getKey(), term.getValue());
        }
      }
    }
    for (BytesRef term : open.keySet()) {
      WordCount total = of(term);
      if (total.occurrences() >= occurrences) {
        receiver.accept(term, total);
      }
    }
  }
}
