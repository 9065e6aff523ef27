package org.tideline.views.ranking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.count.WordCount;
import org.tideline.views.merge.MergedCount;

/**
 * The most frequent terms over both layers, exactly, from as few rows of the batch views as may be:
 * a threshold algorithm in the manner of Fagin, Lotem and Naor ("Optimal aggregation algorithms for
 * middleware", 2003). Of its two lists one, the realtime totals, is in hand whole; the other, the
 * batch ranking, is read row by row in its order. The caller gives what is asked for:
 *
 * <pre>
 *   while wantsRow():      row(the next row of the ranking), or end() after the last
 *   while wanted() names terms:  found(its batch count) for each of them
 *   answer()
 * </pre>
 *
 * <p><b>Why it is exact.</b> Terms have the order of {@link RankedTerm#ORDER}. The total of a term
 * that was read or found is known. Let L be the last row that was read, with its batch count, and W
 * the last of the best n known totals. Rows are read until W does not come after L. Of a term that
 * was not read, the batch count comes after L in the order. Either
 *
 * <ul>
 *   <li>realtime adds nothing to it or takes some away: then its total comes no earlier than its
 *       batch count, so after L, so after W; it is not among the best n; or
 *   <li>realtime adds d &gt; 0: then its total is at most that of L plus d. If a term of this
 *       frequency comes after W it is not among the best n; else it is asked for.
 * </ul>
 *
 * What is found can only move W forward, so no row is wanted again. After the end of the ranking a
 * term that was not read has the batch count 0, and nothing needs to be asked for. A term whose
 * total is not positive is never among the answers, also where there are fewer than n others; that
 * a word vanished makes W come later, and more rows are read. Not safe for use by several threads.
 */
public final class TopTerms {
  private final int n;
  private final RealtimeTotals realtime;

  /** The best that are known, at most n; the last of them, W, is the head. */
  private final PriorityQueue<RankedTerm> best =
      new PriorityQueue<>(Collections.reverseOrder(RankedTerm.ORDER));

  /** The terms read to which realtime adds something; the others are never asked for. */
  private final Set<BytesRef> read = new HashSet<>();

  private Optional<RankedTerm> lastRow = Optional.empty();
  private boolean ended;

  /** Terms that were not read, and what realtime adds to them: most first, ties by their bytes. */
  private Optional<List<RankedTerm>> added = Optional.empty();

  private int asked;

  /**
   * Nothing known yet but what realtime adds.
   *
   * @param n how many terms are wanted, at least 1
   */
  public TopTerms(int n, RealtimeTotals realtime) {
    if (n < 1) {
      throw new IllegalArgumentException("top: expected a number of at least 1, got " + n);
    }
    this.n = n;
    this.realtime = realtime;
  }

  /** Whether the next row of the ranking could be among the answers. */
  public boolean wantsRow() {
    return !ended && (best.size() < n || lastRow.isEmpty() || lastRow.get().before(best.element()));
  }

  /** Takes the next row of the batch ranking; one that is not wanted any more does no harm. */
  public void row(BytesRef term, WordCount batch) {
    lastRow = Optional.of(new RankedTerm(term, new MergedCount(batch, WordCount.ZERO)));
    WordCount delta = realtime.of(term);
    if (delta.occurrences() > 0) {
      read.add(term);
    }
    know(new RankedTerm(term, new MergedCount(batch, delta)));
  }

  /** Takes that the ranking has no more rows. */
  public void end() {
    ended = true;
  }

  /**
   * At most {@code max} of the terms whose batch counts may still change the answer, when no row is
   * wanted any more; none if the answer stands.
   */
  public List<BytesRef> wanted(int max) {
    if (added.isEmpty()) {
      added = Optional.of(added());
    }
    List<RankedTerm> rest = added.get();
    List<BytesRef> wanted = new ArrayList<>();
    while (wanted.size() < max && asked < rest.size() && !rules(rest.get(asked))) {
      wanted.add(rest.get(asked).term());
      asked++;
    }
    return wanted;
  }

  private List<RankedTerm> added() {
    List<RankedTerm> terms = new ArrayList<>();
    // What is less cannot come up to W.
    long least = best.size() < n ? 1 : Math.max(1, best.element().occurrences() - unread());
    realtime.forEach(
        least,
        (term, delta) -> {
          RankedTerm more = new RankedTerm(term, new MergedCount(WordCount.ZERO, delta));
          if (!rules(more) && !read.contains(term)) {
            if (ended) {
              know(more);
            } else {
              terms.add(more);
            }
          }
        });
    terms.sort(RankedTerm.ORDER);
    return terms;
  }

  /** How often a term that was not read can occur in the batch view. */
  private long unread() {
    return ended ? 0 : lastRow.orElseThrow().occurrences();
  }

  /** Whether the best n come before {@code added}, were its batch count as that of the last row. */
  private boolean rules(RankedTerm added) {
    WordCount most = new WordCount(unread(), 0);
    RankedTerm bound =
        new RankedTerm(added.term(), new MergedCount(most, added.count().realtime()));
    return best.size() == n && best.element().before(bound);
  }

  /** Takes the batch count of a term that was wanted. */
  public void found(BytesRef term, WordCount batch) {
    know(new RankedTerm(term, new MergedCount(batch, realtime.of(term))));
  }

  private void know(RankedTerm known) {
    if (known.occurrences() > 0) {
      best.add(known);
      if (best.size() > n) {
        best.remove();
      }
    }
  }

  /** The terms in their order, fewer than n where no more occur. */
  public List<RankedTerm> answer() {
    return best.stream().sorted(RankedTerm.ORDER).toList();
  }
}
