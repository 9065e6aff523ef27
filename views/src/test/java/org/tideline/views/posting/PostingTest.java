package org.tideline.views.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostingTest {
  private static Posting posting(String document, int length, int... positions) {
    return new Posting(document, length, positions);
  }

  @Test
  void isItsContent() {
    assertThat(posting("a", 3, 0, 7))
        .isEqualTo(posting("a", 3, 0, 7))
        .hasSameHashCodeAs(posting("a", 3, 0, 7))
        .hasToString("Posting[document=a, length=3, positions=[0, 7]]")
        .isNotEqualTo(posting("b", 3, 0, 7))
        .isNotEqualTo(posting("a", 4, 0, 7))
        .isNotEqualTo(posting("a", 3, 0, 8));
    assertThat(posting("a", 3, 0, 7).frequency()).isEqualTo(2);
  }

  @Test
  void refusesPositionsThatCannotBe() {
    assertThatThrownBy(() -> posting("a", 3))
        .hasMessage(
            "posting of document \"a\": expected 1 to 3 positions, as many as it has terms, got 0");
    assertThatThrownBy(() -> posting("a", 1, 0, 1))
        .hasMessage(
            "posting of document \"a\": expected 1 to 1 positions, as many as it has terms, got 2");
    assertThatThrownBy(() -> posting("a", 3, 4, 4))
        .hasMessage(
            "posting of document \"a\": expected positions that rise from 0, found 4 after 4");
    assertThatThrownBy(() -> posting("a", 3, -1))
        .hasMessage(
            "posting of document \"a\": expected positions that rise from 0, found -1 after -1");
  }

  @Test
  void entryIsOfOneDocument() {
    Posting a = posting("a", 1, 0);
    assertThat(PostingEntry.live(9, a)).isEqualTo(new PostingEntry("a", 9, Optional.of(a)));
    assertThat(PostingEntry.tombstone("a", 9).posting()).isEmpty();
    assertThatThrownBy(() -> new PostingEntry("b", 9, Optional.of(a)))
        .hasMessage("posting entry of document \"b\" holds a posting of document \"a\"");
    assertThatThrownBy(() -> PostingEntry.tombstone("b", -1))
        .hasMessage("posting entry of document \"b\": position must not be negative, got -1");
  }
}
