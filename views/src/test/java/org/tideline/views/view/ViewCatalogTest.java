package org.tideline.views.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ViewCatalogTest {
  @Test
  void findsWhatEveryTidelineHas() {
    assertThat(ViewCatalog.onClassPath().names())
        .containsExactly("document-count", "word-count", "word-windows");
  }

  @Test
  void selectsInTheOrderOfNames() {
    assertThat(ViewCatalog.load("word-windows zone=Europe/Berlin, document-count").names())
        .isEqualTo("document-count, word-windows");
    assertThat(ViewCatalog.load(" ")).isEqualTo(Views.NONE);
  }

  @Test
  void saysWhichViewsThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ViewCatalog.load("biling"))
        .withMessage(
            "view \"biling\" is not on the class path; found are: document-count, word-count, word-windows; put its jar into plugins/");
  }

  @Test
  void refusesWhatIsNoLine() {
    assertThat(ViewCatalog.isLegal("billing, word-count analyzer=letter")).isTrue();
    assertThat(ViewCatalog.isLegal("")).isTrue();
    assertThat(ViewCatalog.isLegal("Billing")).isFalse();
    assertThat(ViewCatalog.isLegal("billing,")).isFalse();
    assertThat(ViewCatalog.isLegal("billing zone")).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ViewCatalog.load("word-count, word-count"))
        .withMessage("views: expected every name once, found \"word-count\" twice");
  }

  @Test
  void passesOnWhatAViewSaysOfItsSettings() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ViewCatalog.load("word-count analyser=letter"))
        .withMessage("view \"word-count\": expected settings analyzer and zone, found [analyser]");
  }

  @Test
  void otherSettingsAreAnotherFingerprint() {
    String standard = fingerprint("word-count");
    assertThat(fingerprint("word-count")).isEqualTo(standard);
    assertThat(fingerprint("word-count analyzer=letter")).isNotEqualTo(standard);
    assertThat(standard).startsWith("org.tideline.views.plain.WordCountView;version=standard;");
  }

  private static String fingerprint(String line) {
    return ViewCatalog.load(line).list().get(0).fingerprint();
  }
}
