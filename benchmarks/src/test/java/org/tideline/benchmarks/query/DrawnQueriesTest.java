package org.tideline.benchmarks.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tideline.benchmarks.query.DrawnQueries.Kind;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.Document;

class DrawnQueriesTest {
  private static final List<Document> SPEECHES =
      List.of(
          new Document("a", 1, Map.of(), "One two three four"),
          new Document("b", 1, Map.of(), "five six seven eight"));

  private static List<String> drawn(Kind kind, int number) {
    try (TermAnalyzer analyzer = TermAnalyzer.named("standard")) {
      return DrawnQueries.of(kind, number, SPEECHES, analyzer);
    }
  }

  @Test
  void drawsTheSameAtEveryRun() {
    for (Kind kind : Kind.values()) {
      assertThat(drawn(kind, 5)).isEqualTo(drawn(kind, 5)).doesNotHaveDuplicates();
    }
  }

  @Test
  void drawsBothWordsOfAnAndFromOneSpeech() {
    assertThat(drawn(Kind.AND, 20))
        .allMatch(
            query ->
                query.matches("(one|two|three|four) AND (one|two|three|four)")
                    || query.matches("(five|six|seven|eight) AND (five|six|seven|eight)"));
  }

  @Test
  void drawsAPhraseFromWordsSideBySide() {
    assertThat(drawn(Kind.PHRASE, 6))
        .containsExactlyInAnyOrder(
            "\"one two\"",
            "\"two three\"",
            "\"three four\"",
            "\"five six\"",
            "\"six seven\"",
            "\"seven eight\"");
  }
}
