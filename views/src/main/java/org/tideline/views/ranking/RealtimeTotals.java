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
 * totals are made of the settled part and of what is read anew from its end on. Terms that changed
 * lately stand beside the rest of the settled part until they are a good part of it, so that a step
 * costs about as much as it brings. Not to be changed; safe for use by several threads.
 */
public final class RealtimeTotals {
  /** Those at the cut itself. */
  public static final RealtimeTotals NONE = new RealtimeTotals(Map.of(), Map.of(), Map.of());

  /** The terms that changed lately are at most that part of all. */
  private static final int LATE_PART = 8;

  private final Map<BytesRef, WordCount> settled;

  /**
   * At i those settled terms whose occurrences, which are positive, have i binary digits: most
   * terms are rare, and a question for the frequent ones is not to look at them all.
   */
  private final List<List<Map.Entry<BytesRef, WordCount>>> byDigits;

  /** What tells of the terms in it in place of {@link #settled}. */
  private final Map<BytesRef, WordCount> settledLately;

  private final Map<BytesRef, WordCount> open;

  private RealtimeTotals(
      Map<BytesRef, WordCount> settled,
      Map<BytesRef, WordCount> settledLately,
      Map<BytesRef, WordCount> open) {
    this(settled, byDigits(settled), settledLately, open);
  }

  private RealtimeTotals(
      Map<BytesRef, WordCount> settled,
      List<List<Map.Entry<BytesRef, WordCount>>> byDigits,
      Map<BytesRef, WordCount> settledLately,
      Map<BytesRef, WordCount> open) {
    this.settled = settled;
    this.byDigits = byDigits;
    this.settledLately = settledLately;
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
    Map<BytesRef, WordCount> openCopy = Map.copyOf(openNow);
    if (settledSince.isEmpty()) {
      return new RealtimeTotals(settled, byDigits, settledLately, openCopy);
    }
    Map<BytesRef, WordCount> lately = new HashMap<>(settledLately);
    settledSince.forEach((term, count) -> lately.put(term, settled(term).plus(count)));
    if ((long) lately.size() * LATE_PART <= settled.size()) {
      return new RealtimeTotals(settled, byDigits, lately, openCopy);
    }
    Map<BytesRef, WordCount> all = new HashMap<>(settled);
    all.putAll(lately);
    return new RealtimeTotals(all, Map.of(), openCopy);
  }

  private WordCount settled(BytesRef term) {
    WordCount lately = settledLately.get(term);
    return lately == null ? settled.getOrDefault(term, WordCount.ZERO) : lately;
  }

  /** What is added to the count of {@code term}. */
  public WordCount of(BytesRef term) {
    return plus(settled(term), open.get(term));
  }

  private static WordCount plus(WordCount count, WordCount more) {
    return more == null ? count : count.plus(more);
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
        if (term.getValue().occurrences() >= occurrences
            && !settledLately.containsKey(term.getKey())
            && !open.containsKey(term.getKey())) {
          receiver.accept(term.getKey(), term.getValue());
        }
      }
    }
    settledLately.forEach(
        (term, total) -> {
          if (total.occurrences() >= occurrences && !open.containsKey(term)) {
            receiver.accept(term, total);
          }
        });
    for (BytesRef term : open.keySet()) {
      WordCount total = of(term);
      if (total.occurrences() >= occurrences) {
        receiver.accept(term, total);
      }
    }
  }
}
