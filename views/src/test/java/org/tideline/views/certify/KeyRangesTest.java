package org.tideline.views.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;

class KeyRangesTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static KeyRanges ranges(String... starts) {
    return KeyRanges.startingAt(List.of(starts).stream().map(KeyRangesTest::bytes).toList());
  }

  private static List<String> written(KeyRanges ranges) {
    return IntStream.range(0, ranges.size())
        .mapToObj(i -> "[%s, %s)".formatted(text(ranges.start(i)), text(ranges.end(i))))
        .toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void coverAllKeys() {
    assertThat(written(ranges())).containsExactly("[, )");
    assertThat(written(ranges("m", "c", "m"))).containsExactly("[, c)", "[c, m)", "[m, )");
  }

  @Test
  void keyIsInTheRangeThatBeginsAtOrBeforeIt() {
    KeyRanges ranges = ranges("c", "m", "\u00e9");
    assertThat(
            List.of("", "b", "bzz", "c", "c\0", "lz", "m", "z", "\u00e9", "\u00ea").stream()
                .map(key -> ranges.indexOf(bytes(key))))
        .containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 3, 3);
    assertThat(ranges.indexOf(bytes("..m."), 2, 1)).isEqualTo(2);
  }

  @Test
  void refinedRangesLieInOneOfEach() {
    KeyRanges one = ranges("c", "m");
    KeyRanges other = ranges("f", "m", "t");
    assertThat(written(one.refinedBy(other)))
        .containsExactly("[, c)", "[c, f)", "[f, m)", "[m, t)", "[t, )");
  }

  @Test
  void sumsOverCoarserRangesAreThoseOfTheirParts() {
    KeyRanges fine = ranges("c", "f", "m");
    RangeSums sums = new RangeSums(fine, Set.of(Side.BASE));
    RangeSums coarse = new RangeSums(ranges("f"), Set.of(Side.BASE));
    for (String key : List.of("a", "c", "d", "f", "z")) {
      sums.accept(new BytesRef(key), new long[] {7}, Side.BASE);
      coarse.accept(new BytesRef(key), new long[] {7}, Side.BASE);
    }
    RangeSums over = sums.over(ranges("f"));
    assertThat(List.of(over.of(0), over.of(1))).isEqualTo(List.of(coarse.of(0), coarse.of(1)));
    assertThat(over.of(Side.BASE, 0).pairs()).isEqualTo(3);
    assertThat(over.of(Side.GENERATION, 0)).isEqualTo(Checksum.ZERO);
  }
}
