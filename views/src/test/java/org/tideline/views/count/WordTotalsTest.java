package org.tideline.views.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tideline.views.analysis.TermAnalyzer;

class WordTotalsTest {
  private final WordTotals totals = new WordTotals(TermAnalyzer.named("letter"));

  private Map<String, WordCount> drained() {
    Map<String, WordCount> drained = new TreeMap<>();
    totals.drain(
        (term, occurrences, documents) ->
            drained.put(term.utf8ToString(), new WordCount(occurrences, documents)));
    return drained;
  }

  @Test
  void countsOccurrencesAndDocuments() {
    totals.add("a whale a sea");
    totals.add("whale");
    assertThat(drained())
        .isEqualTo(
            Map.of(
                "a", new WordCount(2, 1),
                "whale", new WordCount(2, 2),
                "sea", new WordCount(1, 1)));
  }

  @Test
  void passesWhatIsBackAtZero() {
    totals.add("whale");
    totals.subtract("whale");
    assertThat(drained()).isEqualTo(Map.of("whale", WordCount.ZERO));
  }

  @Test
  void becomesNegativeWhereMoreIsTakenThanWasAdded() {
    totals.subtract("whale whale");
    assertThat(drained()).isEqualTo(Map.of("whale", new WordCount(-2, -1)));
  }

  @Test
  void drainsOnlyWhatWasTouchedSinceTheLastDrainButItsWholeTotal() {
    totals.add("whale sea");
    assertThat(totals.touched()).isEqualTo(2);
    drained();
    assertThat(totals.touched()).isZero();
    assertThat(drained()).isEmpty();

    totals.add("whale");
    assertThat(drained()).isEqualTo(Map.of("whale", new WordCount(2, 2)));
  }

  @Test
  void drainsInTheOrderOfTheFirstTouch() {
    totals.add("c a b a");
    List<String> order = new ArrayList<>();
    totals.drain((term, occurrences, documents) -> order.add(term.utf8ToString()));
    assertThat(order).containsExactly("c", "a", "b");
  }

  @Test
  void startsFromNothingAfterClear() {
    totals.add("whale sea");
    totals.clear();
    assertThat(totals.touched()).isZero();
    assertThat(totals.heapBytes()).isZero();
    assertThat(drained()).isEmpty();

    totals.add("whale");
    assertThat(drained()).isEqualTo(Map.of("whale", new WordCount(1, 1)));
  }

  @Test
  void heapGrowsWithEveryNewTermOnly() {
    totals.add("whale");
    long one = totals.heapBytes();
    totals.add("whale");
    assertThat(totals.heapBytes()).isEqualTo(one).isPositive();
    totals.add("sea");
    assertThat(totals.heapBytes()).isGreaterThan(one);
  }

  @Test
  void halvesOfSurrogatePairsAreOneTermAsInTheirBytes() {
    WordTotals whitespace = new WordTotals(TermAnalyzer.named("whitespace"));
    whitespace.add("x\uD800 x\uD801 x\uFFFD");
    List<String> drained = new ArrayList<>();
    whitespace.drain(
        (term, occurrences, documents) ->
            drained.add("%s %d %d".formatted(term.utf8ToString(), occurrences, documents)));
    assertThat(drained).containsExactly("x\uFFFD 3 1");
  }

  @Test
  void keepsManyTermsApart() {
    Random random = new Random(1);
    Map<String, Long> expected = new TreeMap<>();
    for (int text = 0; text < 2000; text++) {
      List<String> words =
          IntStream.range(0, 30)
              .mapToObj(i -> word(random.nextInt(40_000)))
              .collect(Collectors.toList());
      words.forEach(word -> expected.merge(word, 1L, Long::sum));
      totals.add(String.join(" ", words));
      if (text == 1000) {
        drained();
        totals.clear();
        expected.clear();
      }
    }
    Map<String, Long> found = new TreeMap<>();
    drained().forEach((word, count) -> found.put(word, count.occurrences()));
    assertThat(found).isEqualTo(expected);
  }

  /** A number in letters, some of them outside the first plane. */
  private static String word(int number) {
    StringBuilder word = new StringBuilder();
    for (int rest = number; rest > 0; rest /= 30) {
      int digit = rest % 30;
      word.appendCodePoint(digit < 26 ? 'a' + digit : 0x10400 + digit);
    }
    return word.append('z').toString();
  }
}
