package org.tideline.views.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.search.SearchQuery.Bool;
import org.tideline.views.search.SearchQuery.Phrase;
import org.tideline.views.search.SearchQuery.Prefix;
import org.tideline.views.search.SearchQuery.Term;
import org.tideline.views.search.SearchQuery.Word;

class QuerySyntaxTest {
  private final TermAnalyzer english = TermAnalyzer.named("english");

  @AfterEach
  void close() {
    english.close();
  }

  @Test
  void readsTheClassicSyntaxThroughTheAnalyzer() {
    assertThat(QuerySyntax.parse("Whales", english)).isEqualTo(new Term("whale"));
    assertThat(QuerySyntax.parse("Sea*", english)).isEqualTo(new Prefix("sea"));
    assertThat(QuerySyntax.parse("\"man of war\"", english))
        .isEqualTo(new Phrase(List.of(new Word("man", 0), new Word("war", 2))));
    assertThat(QuerySyntax.parse("+whale AND (sea OR ship) -boat", english))
        .isEqualTo(
            new Bool(
                List.of(
                    new Term("whale"),
                    new Bool(List.of(), List.of(new Term("sea"), new Term("ship")), List.of())),
                List.of(),
                List.of(new Term("boat"))));
  }

  @Test
  void leavesOutWhatTheAnalyzerLeavesOut() {
    assertThat(QuerySyntax.parse("the AND whale", english))
        .isEqualTo(new Bool(List.of(new Term("whale")), List.of(), List.of()));
  }

  @Test
  void readsTermsAsTheIndexHasThem() {
    try (TermAnalyzer whitespace = TermAnalyzer.named("whitespace")) {
      assertThat(QuerySyntax.parse("sea\u0000gull", whitespace)).isEqualTo(new Term("sea"));
      assertThat(QuerySyntax.parse("\"a \u0000 b\"", whitespace))
          .isEqualTo(new Phrase(List.of(new Word("a", 0), new Word("b", 2))));
    }
  }

  @Test
  void escapedCharactersStandForThemselves() {
    try (TermAnalyzer whitespace = TermAnalyzer.named("whitespace")) {
      String word = "a/b:(c)*~\"[^?";
      assertThat(QuerySyntax.parse(QuerySyntax.escape(word), whitespace)).isEqualTo(new Term(word));
    }
  }

  @Test
  void tellsWhatADocumentMayBeFoundBy() {
    SearchQuery query = QuerySyntax.parse("(a1 -a2) \"b1 b2\" -(c1 d*)", english);
    assertThat(query.leaves()).hasSize(5);
    assertThat(query.wanted())
        .containsExactly(new Term("a1"), new Phrase(List.of(new Word("b1", 0), new Word("b2", 1))));
  }

  @Test
  void pointsAtThePlace() {
    assertThatThrownBy(() -> QuerySyntax.parse("white whale )", english))
        .isInstanceOf(QuerySyntaxException.class)
        .hasMessage(
            """
            query, column 13: expected a word or a "phrase", found ); supported are words, "phrases", prefix*, AND, OR, NOT, +, - and parentheses; \\ before a character lets it stand for itself
              white whale )
                          ^"""
                .formatted());
    assertThatThrownBy(() -> QuerySyntax.parse("🐋🐋 ship^2", english))
        .hasMessageStartingWith("query, column 9: a weight (^) is not supported; supported are")
        .hasMessageEndingWith("\n  🐋🐋 ship^2\n          ^");
  }

  @Test
  void showsTheSurroundingsInALongQuery() {
    assertThatThrownBy(
            () -> QuerySyntax.parse("sea ".repeat(40) + ") ship" + " sea".repeat(40), english))
        .hasMessageEndingWith(
            "\n  …%s) ship%s s…\n  %s^"
                .formatted("sea ".repeat(9), " sea".repeat(7), " ".repeat(37)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `  `                | 3  | expected a word or a "phrase", found nothing
          whale (             | 8  | expected a word, a "phrase", or a closing ), found the end
          whale AND           | 10 | expected a word, a "phrase", or a closing ), found the end
          sea "white whale    | 5  | expected a closing " to this one, or \\ before it, found none
          AC/DC               | 3  | expected a closing / to this one, or \\ before it, found none
          whale\\             | 7  | expected a character after \\, found the end; supported
          AND                 | 1  | expected a word or a "phrase", found AND; supported
          sea shi?p           | 5  | * or ? other than one * at the end of a word is not supported; supported
          sea *               | 5  | * or ? other than one * at the end of a word is not supported; supported
          sea*gull*           | 1  | * or ? other than one * at the end of a word is not supported; supported
          title:whale         | 7  | fields ("title:") are not supported; supported
          text:whale          | 6  | fields ("text:") are not supported; supported
          title:sea*          | 7  | fields ("title:") are not supported; supported
          whale~              | 6  | a fuzzy word (~) is not supported; supported
          whale~2.5           | 6  | a fuzzy word (~) is not supported; supported
          "a whale"~3         | 10 | a distance after a phrase (~) is not supported; supported
          (sea ship)^2        | 12 | a weight (^) is not supported; supported
          /ab+/               | 1  | a regular expression (/) is not supported; supported
          [a TO b]            | 8  | a range is not supported; supported
          NOT whale           | 1  | expected something to look for beside what is excluded by NOT or -, here or in these parentheses
          sea (-whale)        | 1  | expected something to look for beside what is excluded by NOT or -, here or in these parentheses
          the of              | 1  | expected one or more terms, the analyzer finds none
          """)
  void refuses(String query, int column, String message) {
    assertThatThrownBy(() -> QuerySyntax.parse(query, english))
        .isInstanceOfSatisfying(
            QuerySyntaxException.class, e -> assertThat(e.column()).isEqualTo(column))
        .hasMessageStartingWith("query, column %d: %s".formatted(column, message));
  }

  @Test
  void boundsLengthClausesAndNesting() {
    assertThatThrownBy(() -> QuerySyntax.parse("a".repeat(4097), english))
        .hasMessageStartingWith("query, column 4097: expected at most 4096 characters, found 4097");
    assertThatThrownBy(() -> QuerySyntax.parse("z ".repeat(1025), english))
        .hasMessageStartingWith("query, column 1: expected at most 1024 clauses, found more");
    assertThatThrownBy(() -> QuerySyntax.parse("(".repeat(4096), english))
        .hasMessageStartingWith(
            "query, column 101: expected parentheses at most 100 deep, found more");
    assertThat(QuerySyntax.parse("\"((((\\\"\"".repeat(50) + " a1", english)).isNotNull();
    String nested = "(b1 ".repeat(100) + "a1" + ")".repeat(100);
    assertThat(QuerySyntax.parse(nested, english).wanted()).hasSize(101);
  }
}
