package org.tideline.views.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tideline.views.document.Content;

/** Certificates keep sums of these numbers: they may not change from release to release. */
class StableHashTest {
  private static long hash(String key) {
    byte[] bytes = ("..." + key).getBytes(StandardCharsets.UTF_8);
    return StableHash.of(bytes, 3, bytes.length - 3);
  }

  @Test
  void isTheSameInEveryRelease() {
    assertThat(hash("")).isEqualTo(-6411193824288604561L);
    assertThat(hash("whale")).isEqualTo(-4255867628703061344L);
    assertThat(hash("a whale of a tale")).isEqualTo(-6195628033750700160L);
    assertThat(StableHash.ofPositions(new int[] {7, 2, 9, 5}, 1, 3))
        .isEqualTo(1979315727935692792L);
    assertThat(StableHash.ofContent(new Content(Map.of("b", "2", "a", "1"), "whale")))
        .isEqualTo(414411387416164952L);
    assertThat(Checksum.of("whale".getBytes(StandardCharsets.UTF_8), 3, -1).sum())
        .isEqualTo(72977346009927905L);
  }

  @Test
  void tellsZerosAndLengthsApart() {
    assertThat(hash("a")).isNotEqualTo(hash("a\0"));
    assertThat(hash("\0\0\0\0\0\0\0\0")).isNotEqualTo(hash("")).isNotEqualTo(hash("\0"));
    assertThat(StableHash.ofPositions(new int[] {0}, 0, 1))
        .isNotEqualTo(StableHash.ofPositions(new int[] {0, 0}, 0, 2));
  }

  @Test
  void contentIsTextAndAttributes() {
    Content content = new Content(Map.of("a", "1"), "whale");
    assertThat(StableHash.ofContent(content))
        .isBetween(0L, Checksum.MODULUS)
        .isNotEqualTo(StableHash.ofContent(new Content(Map.of("a", "2"), "whale")))
        .isNotEqualTo(StableHash.ofContent(new Content(Map.of(), "whale")))
        .isNotEqualTo(StableHash.ofContent(new Content(Map.of("a", "1"), "whales")));
  }
}
