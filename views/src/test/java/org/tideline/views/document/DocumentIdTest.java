package org.tideline.views.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentIdTest {
  private static void rejected(String id, String message) {
    assertThatThrownBy(() -> DocumentId.require(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void takesUpTo1024BytesOfUtf8() {
    assertThat(DocumentId.require("a")).isEqualTo("a");
    assertThat(DocumentId.require("a".repeat(1024))).hasSize(1024);
    assertThat(DocumentId.require("ä".repeat(512))).hasSize(512);
    String pairs = Character.toString(0x1F40B).repeat(256);
    assertThat(DocumentId.require(pairs)).isEqualTo(pairs);
  }

  @Test
  void rejectsNothing() {
    rejected("", "document id: expected 1 to 1024 bytes, got none");
  }

  @Test
  void rejectsTooManyBytes() {
    rejected(
        "a".repeat(1025),
        "document id \"%s…\": expected at most 1024 bytes of UTF-8, got 1025"
            .formatted("a".repeat(40)));
    String whale = Character.toString(0x1F40B);
    rejected(
        whale.repeat(257),
        "document id \"%s…\": expected at most 1024 bytes of UTF-8, got 1028"
            .formatted(whale.repeat(40)));
  }

  @Test
  void rejectsControlCharacters() {
    rejected(
        "a\nb", "document id \"a?b\": expected no control characters, found U+000A at index 1");
    rejected(
        "a\u0085", "document id \"a?\": expected no control characters, found U+0085 at index 1");
  }

  @Test
  void rejectsHalfAPair() {
    rejected("a\uD83D", "document id: expected valid UTF-16, found a lone surrogate at index 1");
    rejected("\uDC0Ba", "document id: expected valid UTF-16, found a lone surrogate at index 0");
    rejected("\uD83Da", "document id: expected valid UTF-16, found a lone surrogate at index 0");
  }

  @Test
  void orderIsThatOfTheBytes() {
    List<String> ids =
        List.of(
            "",
            "A",
            "a",
            "ab",
            "b",
            "\u00E9",
            "\uE000",
            "\uFFFD",
            "\uD800\uDC00",
            "\uD800\uDC01",
            "\uDBFF\uDFFF");
    for (String left : ids) {
      for (String right : ids) {
        int byBytes =
            Arrays.compareUnsigned(
                left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
        assertThat(Integer.signum(DocumentId.ORDER.compare(left, right)))
            .as("\"%s\" and \"%s\"", left, right)
            .isEqualTo(Integer.signum(byBytes));
      }
    }
  }
}
