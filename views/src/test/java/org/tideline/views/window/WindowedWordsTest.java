package org.tideline.views.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tideline.views.analysis.TermAnalyzer;

class WindowedWordsTest {
  private final WindowedWords words = new WindowedWords(TermAnalyzer.named("letter"));

  private Map<String, String> shown() {
    Map<String, String> shown = new TreeMap<>();
    words.forEach(
        (term, minutes) ->
            shown.put(
                AllDocuments.is(term) ? "all" : term.utf8ToString(),
                minutes.coarse(WindowSize.MINUTE, WindowCalendar.utc()).toString()));
    return shown;
  }

  @Test
  void countsEveryDocumentInItsMinute() {
    words.add("a whale a sea", 60_000);
    words.add("whale", 119_999);
    words.add("", -1);
    assertThat(shown())
        .isEqualTo(
            Map.of(
                "a", "{minute 1, marks 0: 2 in 1 by 0}",
                "whale", "{minute 1, marks 0: 2 in 2 by 0}",
                "sea", "{minute 1, marks 0: 1 in 1 by 0}",
                "all", "{minute -1, marks 0: 0 in 1 by 0; minute 1, marks 0: 5 in 2 by 0}"));
    words.clear();
    assertThat(words.heapBytes()).isZero();
    words.add("sea", 0);
    assertThat(shown()).containsOnlyKeys("all", "sea");
  }

  @Test
  void takesAwayWhatADocumentCounted() {
    words.add("a whale a sea", 60_000);
    words.subtract("a whale a", 60_000);
    words.subtract("", -1);
    assertThat(shown())
        .isEqualTo(
            Map.of(
                "a", "{}",
                "whale", "{}",
                "sea", "{minute 1, marks 0: 1 in 1 by 0}",
                "all", "{minute -1, marks 0: 0 in -1 by 0; minute 1, marks 0: 1 in 0 by 0}"));
  }

  /** No term is taken for the row of all documents. */
  @Test
  void aTokenThatBeginsWithU0000IsNoTerm() {
    try (TermAnalyzer whitespace = TermAnalyzer.named("whitespace")) {
      whitespace.forEachTerm("\0 \0a", term -> assertThat(AllDocuments.is(term)).isFalse());
    }
  }
}
