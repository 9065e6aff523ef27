package org.tideline.views.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.analysis.TermTable;

class InvertedDocumentTest {
  private static Map<String, List<Integer>> inverted(String analyzer, String text) {
    Map<String, List<Integer>> inverted = new LinkedHashMap<>();
    try (TermAnalyzer named = TermAnalyzer.named(analyzer)) {
      InvertedDocument.of(named, text)
          .forEachTerm(
              (term, positions, count) ->
                  assertThat(inverted.put(term.utf8ToString(), first(positions, count))).isNull());
    }
    return inverted;
  }

  private static List<Integer> first(int[] positions, int count) {
    return Arrays.stream(positions).limit(count).boxed().toList();
  }

  @Test
  void groupsPositionsByTerm() {
    assertThat(inverted("letter", "a whale, a sea"))
        .containsExactly(
            entry("a", List.of(0, 2)), entry("whale", List.of(1)), entry("sea", List.of(3)));
    assertThat(inverted("letter", " ,")).isEmpty();
  }

  @Test
  void stopWordsLeaveGaps() {
    assertThat(inverted("english", "The whale of the seas is a whale"))
        .containsExactly(entry("whale", List.of(1, 7)), entry("sea", List.of(4)));
  }

  @Test
  void cutsATokenAtNul() {
    assertThat(inverted("whitespace", "a\0b \0c a")).containsExactly(entry("a", List.of(0, 2)));
  }

  @Test
  void halvesOfPairsAreOneTerm() {
    assertThat(inverted("whitespace", "\uD800 x \uDC00 \uFFFD"))
        .containsExactly(entry("\uFFFD", List.of(0, 2, 3)), entry("x", List.of(1)));
  }

  @Test
  void lengthIsThatOfTheWholeText() {
    try (TermAnalyzer english = TermAnalyzer.named("english")) {
      InvertedDocument document = InvertedDocument.of(english, "The whale of the whales");
      assertThat(document.length()).isEqualTo(2);
      assertThat(document.size()).isEqualTo(1);
    }
  }

  @Test
  void oneInversionServesManyTexts() {
    Random random = new Random(1);
    TermTable table = new TermTable();
    try (TermAnalyzer letter = TermAnalyzer.named("letter")) {
      Inversion inversion = new Inversion(letter, table);
      for (int text = 0; text < 300; text++) {
        if (random.nextInt(10) == 0) {
          table.clear();
          inversion.clear();
          assertThat(inversion.holds(0)).isFalse();
        }
        List<String> words = new ArrayList<>();
        int size = text == 150 ? 100_000 : random.nextInt(200);
        for (int i = 0; i < size; i++) {
          words.add("w" + (char) ('a' + random.nextInt(26)) + (char) ('a' + random.nextInt(26)));
        }
        inversion.invert(String.join(" ", words));
        assertThat(inversion.length()).isEqualTo(size);
        assertThat(grouped(inversion, table)).isEqualTo(places(words));
      }
    }
  }

  private static Map<String, List<Integer>> places(List<String> words) {
    Map<String, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      places.computeIfAbsent(words.get(i), word -> new ArrayList<>()).add(i);
    }
    return places;
  }

  private static Map<String, List<Integer>> grouped(Inversion inversion, TermTable table) {
    Map<String, List<Integer>> grouped = new LinkedHashMap<>();
    BytesRef term = new BytesRef();
    for (int i = 0; i < inversion.size(); i++) {
      table.read(inversion.number(i), term);
      assertThat(inversion.holds(inversion.number(i))).isTrue();
      int[] positions =
          Arrays.copyOfRange(inversion.positions(), inversion.start(i), inversion.end(i));
      grouped.put(term.utf8ToString(), first(positions, positions.length));
    }
    return grouped;
  }
}
