package org.tideline.views.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tideline.views.reference.Tokenisation;

class TermAnalyzerTest {
  /** Outside the first plane: a letter of two UTF-16 units and four bytes, without case. */
  private static final String PAIR = Character.toString(0x20000);

  private static List<String> terms(String analyzer, String text) {
    List<String> terms = new ArrayList<>();
    try (TermAnalyzer named = TermAnalyzer.named(analyzer)) {
      named.forEachTerm(text, term -> terms.add(term.utf8ToString()));
    }
    return terms;
  }

  @Test
  void dividesByTheNamedAnalyzer() {
    String text = "The Whale's 2 tails; naïve-ly SWIMMING";
    assertThat(terms("standard", text))
        .containsExactly("the", "whale's", "2", "tails", "naïve", "ly", "swimming");
    assertThat(terms("english", text)).containsExactly("whale", "2", "tail", "naïv", "ly", "swim");
    assertThat(terms("letter", text))
        .containsExactly("The", "Whale", "s", "tails", "naïve", "ly", "SWIMMING");
    assertThat(terms("whitespace", text))
        .containsExactly("The", "Whale's", "2", "tails;", "naïve-ly", "SWIMMING");
  }

  @Test
  void anAnalyzerServesManyTextsAndSurvivesAFailingReceiver() {
    try (TermAnalyzer analyzer = TermAnalyzer.named("standard")) {
      assertThatThrownBy(
              () ->
                  analyzer.forEachTerm(
                      "one two",
                      (term, length, position) -> {
                        throw new IllegalStateException("full");
                      }))
          .hasMessage("full");
      List<String> terms = new ArrayList<>();
      analyzer.forEachTerm("three four", term -> terms.add(term.utf8ToString()));
      analyzer.forEachTerm("", term -> terms.add(term.utf8ToString()));
      assertThat(terms).containsExactly("three", "four");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "letter", "whitespace"})
  void cutsALongTokenAfter255(String analyzer) {
    assertThat(terms(analyzer, "x".repeat(600)))
        .containsExactly("x".repeat(255), "x".repeat(255), "x".repeat(90));
    assertThat(terms(analyzer, "x".repeat(255))).containsExactly("x".repeat(255));
  }

  @ParameterizedTest
  @ValueSource(strings = {"letter", "whitespace"})
  void keepsASurrogatePairTogetherAtTheCut(String analyzer) {
    String text = "x".repeat(254) + PAIR + "y";
    assertThat(terms(analyzer, text)).containsExactly("x".repeat(254) + PAIR, "y");
  }

  @ParameterizedTest
  @EnumSource(Tokenisation.class)
  void noTermHasHalfAPairOrMoreThan768Bytes(Tokenisation tokenisation) {
    String analyzer = tokenisation.name().toLowerCase(java.util.Locale.ROOT);
    for (int lead = 250; lead < 260; lead++) {
      String text = "\u0915".repeat(lead) + (PAIR + "\u0915").repeat(400);
      try (TermAnalyzer named = TermAnalyzer.named(analyzer)) {
        named.forEachTerm(
            text,
            term -> {
              assertThat(term.length).isBetween(1, 768);
              assertThat(term.utf8ToString()).doesNotContain("\uFFFD");
            });
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Tokenisation.class)
  void agreesWithTheReference(Tokenisation tokenisation) {
    String analyzer = tokenisation.name().toLowerCase(java.util.Locale.ROOT);
    String text = "It's 3.14 o'clock, ÄRGER\u00A0und\u2003Straße; " + PAIR + "z ".repeat(300);
    assertThat(terms(analyzer, text)).isEqualTo(tokenisation.apply(text));
  }

  @Test
  void cutsATokenAtNulAndCountsItsPosition() {
    List<String> places = new ArrayList<>();
    try (TermAnalyzer whitespace = TermAnalyzer.named("whitespace")) {
      whitespace.forEachTerm(
          "a\0b \0c d",
          (term, length, position) -> places.add(new String(term, 0, length) + "@" + position));
    }
    assertThat(places).containsExactly("a@0", "d@2");
  }

  @Test
  void namesTheKnownInItsError() {
    assertThatThrownBy(() -> TermAnalyzer.named("Standard"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "analyzer \"Standard\" is unknown; known are: standard, english, letter, whitespace");
    assertThat(TermAnalyzer.names()).containsExactly("standard", "english", "letter", "whitespace");
  }

  @Test
  void fingerprintSaysWhatTheTermsDependOn() {
    try (TermAnalyzer letter = TermAnalyzer.named("letter");
        TermAnalyzer again = TermAnalyzer.named("letter");
        TermAnalyzer standard = TermAnalyzer.named("standard")) {
      assertThat(letter.fingerprint())
          .matches("letter;cut=255,nul;lucene=9\\.12\\.3;characters=[0-9a-f]{8}")
          .isEqualTo(again.fingerprint())
          .isNotEqualTo(standard.fingerprint());
    }
  }

  /** Streams are what makes an analyzer costly; each of them keeps its own for the next text. */
  @Test
  void keepsItsTokenStreamsForTheNextText() throws IOException {
    try (TermAnalyzer analyzer = TermAnalyzer.named("standard")) {
      TokenStream first = analyzer.lucene().tokenStream("", "white whale");
      first.close();
      assertThat(analyzer.lucene().tokenStream("", "sea")).isSameAs(first);
    }
  }
}
