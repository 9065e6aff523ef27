package org.tideline.views.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tideline.views.analysis.TermAnalyzer;

class PassageFinderTest {
  private static final String FILLER = "nothing is here ".repeat(50);

  private final TermAnalyzer english = TermAnalyzer.named("english");
  private final PassageFinder finder = new PassageFinder(english);

  @AfterEach
  void close() {
    english.close();
  }

  private String marked(String text, Map<String, Float> weights) {
    return finder.find(text, weights).marked("[", "]");
  }

  @Test
  void marksTermsAsTheyAreWritten() {
    assertThat(marked("White  Whales\nand the\tsea.", Map.of("whale", 2f, "sea", 1f)))
        .isEqualTo("White [Whales] and the [sea].");
    assertThat(marked("whale, Whales", Map.of("whale", 2f))).isEqualTo("[whale], [Whales]");
  }

  @Test
  void prefersTheRarestTermsTogether() {
    String text = FILLER + "sea sea sea " + FILLER + "a whale " + FILLER + "sea whale " + FILLER;
    assertThat(marked(text, Map.of("sea", 1f, "whale", 2f)))
        .startsWith("…is here nothing is here nothing is here [sea] [whale] nothing")
        .endsWith(" nothing is…");
    assertThat(marked(text, Map.of("sea", 1f, "whale", 2f, "ship", 5f))).contains("[sea] [whale]");
    assertThat(marked(text, Map.of("whale", 2f))).contains("is here a [whale] nothing");
  }

  @Test
  void takesTheFirstOfEqualPassages() {
    assertThat(marked("one whale " + FILLER + "two whales", Map.of("whale", 1f)))
        .startsWith("one [whale] nothing");
  }

  @Test
  void showsTheBeginWhereNothingIsToBeMarked() {
    assertThat(marked("  " + FILLER, Map.of())).startsWith("nothing is").endsWith("…");
    assertThat(marked("", Map.of("whale", 1f))).isEmpty();
  }

  @Test
  void endsWhereALongTextHasNoSpace() {
    assertThat(marked("🐋".repeat(1_000), Map.of())).hasSize(161).endsWith("🐋…");
  }

  @Test
  void refusesMarksOutsideThePassage() {
    assertThatThrownBy(() -> new Passage("sea", List.of(new Passage.Mark(2, 4)), false, false))
        .hasMessage(
            "passage of 3 units: expected marks in order inside, got [Mark[start=2, end=4]]");
  }
}
