package org.tideline.views.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.tideline.views.count.WordCount;
import org.tideline.views.merge.MergedCount;

class TopTermsTest {
  /** What the last question read, in its order. */
  private final List<String> rows = new ArrayList<>();

  private final List<String> lookups = new ArrayList<>();

  private static Map<BytesRef, WordCount> counts(Map<String, Long> occurrences) {
    Map<BytesRef, WordCount> counts = new HashMap<>();
    occurrences.forEach((term, number) -> counts.put(new BytesRef(term), new WordCount(number, 1)));
    return counts;
  }

  private static List<RankedTerm> ranked(
      Map<BytesRef, WordCount> batch, Map<BytesRef, WordCount> realtime) {
    return Stream.concat(batch.keySet().stream(), realtime.keySet().stream())
        .distinct()
        .map(
            term ->
                new RankedTerm(
                    term,
                    new MergedCount(
                        batch.getOrDefault(term, WordCount.ZERO),
                        realtime.getOrDefault(term, WordCount.ZERO))))
        .filter(term -> term.occurrences() > 0)
        .sorted(RankedTerm.ORDER)
        .toList();
  }

  private List<RankedTerm> top(
      int n, int page, Map<BytesRef, WordCount> batch, RealtimeTotals realtime) {
    rows.clear();
    lookups.clear();
    TopTerms top = new TopTerms(n, realtime);
    var ranking = ranked(batch, Map.of()).iterator();
    while (top.wantsRow()) {
      // A page that is read is given whole.
      for (int i = 0; i < page && ranking.hasNext(); i++) {
        RankedTerm row = ranking.next();
        rows.add(row.term().utf8ToString());
        top.row(row.term(), row.count().batch());
      }
      if (!ranking.hasNext()) {
        top.end();
      }
    }
    for (List<BytesRef> wanted = top.wanted(page); !wanted.isEmpty(); wanted = top.wanted(page)) {
      assertThat(wanted).hasSizeLessThanOrEqualTo(page);
      for (BytesRef term : wanted) {
        lookups.add(term.utf8ToString());
        top.found(term, batch.getOrDefault(term, WordCount.ZERO));
      }
    }
    return top.answer();
  }

  private List<String> top(int n, Map<String, Long> batch, Map<String, Long> realtime) {
    return top(n, 1, counts(batch), RealtimeTotals.NONE.next(counts(realtime), Map.of())).stream()
        .map(term -> term.term().utf8ToString() + " " + term.occurrences())
        .toList();
  }

  /** Few terms and small numbers, so that ties and words that vanish are many. */
  @Provide
  Arbitrary<Map<String, Long>> batch() {
    return Arbitraries.maps(terms(), Arbitraries.longs().between(1, 6)).ofMaxSize(14);
  }

  @Provide
  Arbitrary<Map<String, Long>> realtime() {
    return Arbitraries.maps(terms(), Arbitraries.longs().between(-6, 6)).ofMaxSize(14);
  }

  @Provide
  Arbitrary<Map<String, Long>> few() {
    return Arbitraries.maps(terms(), Arbitraries.longs().between(-6, 6)).ofMaxSize(1);
  }

  /** Also beyond the basic plane, where the order of bytes is not that of Java's characters. */
  private static Arbitrary<String> terms() {
    return Arbitraries.of(
        "a", "b", "c", "d", "e", "f", "aa", "ab", "é", "\uff41", "\ud835\udc4e", "z", "zz", "zé");
  }

  @Property(tries = 5_000)
  void isTheBeginningOfAllTermsSorted(
      @ForAll("batch") Map<String, Long> batch,
      @ForAll("realtime") Map<String, Long> settled,
      @ForAll("few") Map<String, Long> settledLater,
      @ForAll("realtime") Map<String, Long> open,
      @ForAll @IntRange(min = 1, max = 20) int n,
      @ForAll @IntRange(min = 1, max = 4) int page) {
    Map<BytesRef, WordCount> realtime = new HashMap<>(counts(settled));
    counts(settledLater).forEach((term, count) -> realtime.merge(term, count, WordCount::plus));
    counts(open).forEach((term, count) -> realtime.merge(term, count, WordCount::plus));
    List<RankedTerm> expected = ranked(counts(batch), realtime).stream().limit(n).toList();

    RealtimeTotals totals =
        RealtimeTotals.NONE
            .next(counts(settled), counts(settled))
            .next(counts(settledLater), counts(open));
    assertThat(top(n, page, counts(batch), totals)).isEqualTo(expected);
    assertThat(Stream.concat(rows.stream(), lookups.stream())).doesNotHaveDuplicates();
  }

  @Test
  void readsNoMoreThanItAnswersWhereNothingChanged() {
    assertThat(top(2, Map.of("a", 9L, "b", 8L, "c", 8L, "d", 1L), Map.of()))
        .containsExactly("a 9", "b 8");
    assertThat(rows).containsExactly("a", "b");
    assertThat(lookups).isEmpty();
  }

  @Test
  void looksUpOnlyWhatCanStillBeAmongTheAnswers() {
    Map<String, Long> batch = new TreeMap<>();
    for (char term = 'a'; term <= 'z'; term++) {
      batch.put(String.valueOf(term), 100L - 2 * (term - 'a'));
    }
    // In the batch view y has 52 and z 50: z comes to 98, as b has; y could have come to 98 + 46.
    assertThat(top(2, batch, Map.of("y", 46L, "z", 48L, "x", 1L, "w", -3L)))
        .containsExactly("a 100", "b 98");
    assertThat(rows).containsExactly("a", "b");
    assertThat(lookups).containsExactlyInAnyOrder("z", "y", "x");
    assertThat(top(2, batch, Map.of("z", 49L))).containsExactly("a 100", "z 99");
  }

  @Test
  void readsOnWhereWordsBecomeRarerOrVanish() {
    Map<String, Long> batch = Map.of("a", 9L, "b", 8L, "c", 7L, "d", 6L, "e", 2L);
    assertThat(top(2, batch, Map.of("a", -9L, "b", -2L))).containsExactly("c 7", "b 6");
    assertThat(rows).containsExactly("a", "b", "c", "d");
  }

  @Test
  void answersFromRealtimeAloneWithoutAskingForAnything() {
    assertThat(top(3, Map.of(), Map.of("a", 1L, "b", 2L, "c", 2L, "gone", 0L, "odd", -1L)))
        .containsExactly("b 2", "c 2", "a 1");
    assertThat(lookups).isEmpty();
  }

  @Test
  void refusesToAnswerNothing() {
    assertThatThrownBy(() -> new TopTerms(0, RealtimeTotals.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("top: expected a number of at least 1, got 0");
  }

  @Test
  void totalsFollowOneAnother() {
    RealtimeTotals first =
        RealtimeTotals.NONE.next(
            counts(Map.of("a", 5L, "c", -9L)), counts(Map.of("a", 1L, "b", 2L, "c", 8L)));
    assertThat(atLeast(1, first)).isEqualTo(Map.of("a", 6L, "b", 2L));
    // What was open is read anew, and may have become settled.
    RealtimeTotals second = first.next(counts(Map.of("b", 3L)), counts(Map.of("a", 4L)));
    assertThat(atLeast(1, second)).isEqualTo(Map.of("a", 9L, "b", 3L));
    assertThat(second.of(new BytesRef("c")).occurrences()).isEqualTo(-9);
    assertThat(atLeast(1, second.next(Map.of(), Map.of()))).isEqualTo(Map.of("a", 5L, "b", 3L));
    assertThat(atLeast(1, first)).isEqualTo(Map.of("a", 6L, "b", 2L));
  }

  @Test
  void totalsGiveOnlyTermsThatAreFrequentEnough() {
    Map<String, Long> settled = new TreeMap<>();
    for (long i = 1; i <= 40; i++) {
      settled.put("w" + i, i);
    }
    RealtimeTotals totals =
        RealtimeTotals.NONE.next(counts(settled), counts(Map.of("w33", -1L, "w5", 28L)));
    for (long least = 1; least <= 41; least++) {
      long bound = least;
      Map<String, Long> expected = new HashMap<>(settled);
      expected.put("w33", 32L);
      expected.put("w5", 33L);
      expected.values().removeIf(occurrences -> occurrences < bound);
      assertThat(atLeast(least, totals)).as("at least %d", least).isEqualTo(expected);
    }
  }

  private static Map<String, Long> atLeast(long occurrences, RealtimeTotals totals) {
    Map<String, Long> sums = new HashMap<>();
    totals.forEach(
        occurrences,
        (term, count) -> {
          assertThat(totals.of(term)).isEqualTo(count);
          assertThat(sums.put(term.utf8ToString(), count.occurrences())).isNull();
        });
    return sums;
  }
}
