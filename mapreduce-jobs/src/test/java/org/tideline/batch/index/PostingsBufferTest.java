package org.tideline.batch.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.tideline.views.analysis.TermAnalyzer;

class PostingsBufferTest {
  private static final TermAnalyzer STANDARD = TermAnalyzer.named("standard");

  private final PostingsBuffer buffer = new PostingsBuffer(STANDARD);

  private List<String> drained() {
    List<String> blocks = new ArrayList<>();
    BytesRef id = new BytesRef();
    buffer.drain(
        (term, block) -> {
          StringBuilder text = new StringBuilder(term.utf8ToString()).append(':');
          for (int i = 0; i < block.size(); i++) {
            block.id(i, id);
            text.append(
                " %s*%d/%d".formatted(id.utf8ToString(), block.frequency(i), block.length(i)));
          }
          blocks.add(text.toString());
        });
    return blocks;
  }

  @Test
  void drainsByTermThenByDocument() {
    buffer.add("d2", "whale sea whale");
    buffer.add("d3", "");
    buffer.add("d1", "sea");
    assertThat(drained()).containsExactly("sea: d1*1/1 d2*1/3", "whale: d2*2/3");
  }

  @Test
  void isEmptyAfterADrain() {
    buffer.add("d1", "whale sea");
    drained();
    assertThat(buffer.isEmpty()).isTrue();
    assertThat(drained()).isEmpty();

    buffer.add("d0", "sea");
    assertThat(buffer.isEmpty()).isFalse();
    assertThat(drained()).containsExactly("sea: d0*1/1");
  }

  @Test
  void endsABlockAsAStoredOneEnds() {
    for (int i = 0; i < 130; i++) {
      buffer.add("d%03d".formatted(i), "whale");
    }
    assertThat(drained()).hasSize(2).last().isEqualTo("whale: d128*1/1 d129*1/1");
  }

  @Test
  void knowsWhatItTakes() {
    long before = buffer.heapBytes();
    for (int i = 0; i < 1_000; i++) {
      buffer.add("d" + i, "whale number" + i);
    }
    // Of each: 2 entries of about 5 bytes, a new term and a document.
    assertThat(buffer.heapBytes() - before).isBetween(100_000L, 200_000L);
    drained();
    assertThat(buffer.heapBytes() - before).isBetween(-1_000L, 1_000L);
  }

  /** The greatest share of its bound that an added text took, as the mapper foresees it. */
  private double mostOfItsBound(String text) {
    long before = buffer.heapBytes();
    buffer.add("d", text);
    double share = (buffer.heapBytes() - before) / (double) PostingsBuffer.mostHeapBytes(text);
    drained();
    return share;
  }

  @Test
  void aTextTakesNoMoreThanIsForeseen() {
    String words =
        IntStream.range(0, 200_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    assertThat(mostOfItsBound(words)).isLessThan(1);
    assertThat(mostOfItsBound("a ".repeat(1_000_000))).isLessThan(1);
    // Every character is a term of its own.
    assertThat(mostOfItsBound("中文".repeat(100_000))).isLessThan(1);
    assertThat(
            mostOfItsBound(
                IntStream.range(0x4E00, 0x9FA5)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining())))
        .isLessThan(1);
  }

  @Test
  void aDocumentOfAMillionWordsAndATermInEveryDocumentStayWithinTheSetting() {
    long setting = 64 << 20;
    String million =
        IntStream.range(0, 1_000_000)
            .mapToObj(i -> "w" + i % 50_000)
            .collect(Collectors.joining(" "));
    buffer.add("long", million);
    assertThat(buffer.heapBytes()).isLessThan(setting);

    long most = 0;
    int drains = 0;
    for (int i = 0; i < 300_000; i++) {
      String text = "the number%d of the rest".formatted(i % 1_000);
      if (buffer.heapBytes() + PostingsBuffer.mostHeapBytes(text) > setting / 8) {
        buffer.drain((term, block) -> {});
        drains++;
      }
      buffer.add("d" + i, text);
      most = Math.max(most, buffer.heapBytes());
    }
    assertThat(most).isLessThanOrEqualTo(setting / 8);
    assertThat(drains).isGreaterThan(1);
  }
}
