package org.tideline.views.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;

class AdmissionTest {
  /** Counts documents by their text; cannot read those that say so. */
  private static final class ByText implements View<String, Long> {
    @Override
    public String name() {
      return "by-text";
    }

    @Override
    public void pairs(Document document, Pairs<String, Long> out) {
      if (document.text().contains("null")) {
        throw new IllegalStateException("no such text");
      }
      out.add(document.text(), 1L);
    }

    @Override
    public Group<Long> group() {
      return Group.numbers();
    }

    @Override
    public Codec<String> keys() {
      return Codec.text();
    }

    @Override
    public Codec<Long> values() {
      return Codec.number();
    }
  }

  private static final Admission ADMISSION =
      new Admission(
          new Limits(20, 3, 5, 12, 8),
          "standard",
          new Views(List.of(EncodedView.of(new ByText()))));

  private static Change put(String text) {
    return new Change.Put(new Document("a", 1, Map.of(), text));
  }

  private static String reason(String text) {
    assertThat(ADMISSION.admit(put(text))).isInstanceOf(Change.Quarantined.class);
    Change.Quarantined quarantined = (Change.Quarantined) ADMISSION.admit(put(text));
    assertThat(quarantined.key()).isEqualTo("a");
    return quarantined.reason();
  }

  @Test
  void takesWhatKeepsAllLimits() {
    assertThat(ADMISSION.admit(put("a b cdefg"))).isEqualTo(put("a b cdefg"));
    assertThat(ADMISSION.admit(put("ä ä"))).isEqualTo(put("ä ä"));
    assertThat(ADMISSION.admit(new Change.Delete("null", 1)))
        .isEqualTo(new Change.Delete("null", 1));
    assertThat(ADMISSION.admit(new Change.Tick())).isEqualTo(new Change.Tick());
  }

  @Test
  void countsBytesAndNotUnits() {
    assertThat(reason("äääääääääää"))
        .isEqualTo("text: expected at most 20 bytes of UTF-8, found 22");
  }

  @Test
  void countsTokens() {
    assertThat(reason("a b c d")).isEqualTo("text: expected at most 3 tokens, found 4");
    assertThat(reason("a abcdef"))
        .isEqualTo("text: expected tokens of at most 5 characters, found one of 6");
  }

  @Test
  void boundsWhatAViewGives() {
    assertThat(reason("abcde abcde c"))
        .isEqualTo("view by-text: expected keys of at most 12 bytes, found one of 13");
  }

  @Test
  void aViewThatThrowsSaysWhy() {
    assertThat(reason("null")).isEqualTo("view by-text: IllegalStateException: no such text");
  }

  @Test
  void allIsAdmittedWhereNothingIsKept() {
    assertThat(Admission.OF_ALL.admit(put("null ".repeat(1000))))
        .isEqualTo(put("null ".repeat(1000)));
  }
}
