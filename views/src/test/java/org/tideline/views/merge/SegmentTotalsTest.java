package org.tideline.views.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tideline.views.count.WordCount;
import org.tideline.views.time.Segment;
import org.tideline.views.window.TermTotal;
import org.tideline.views.window.WindowTotals;

class SegmentTotalsTest {
  private static final Segment SEGMENT = new Segment(10_000, 1, 2);
  private static final Segment NEXT = new Segment(10_000, 1, 3);

  private static WindowTotals.Builder minutes() {
    return new WindowTotals.Builder(1);
  }

  private static TermTotal total(int count, WindowTotals windows) {
    return new TermTotal(new WordCount(count, count), windows);
  }

  private static Map<Segment, TermTotal> found(SegmentTotals totals) {
    Map<Segment, TermTotal> found = new HashMap<>();
    totals.forEachTotal(found::put);
    return found;
  }

  /** A row of minutes 1 and 2, then blocks: one of minute 2, one of 3, one of 2 again. */
  @Test
  void theNewestTellsOfEachWindow() {
    TermTotal row = total(3, minutes().add(1, 0, 1, 1, 1).add(2, 0, 2, 2, 2).build());
    TermTotal first = total(4, minutes().add(2, 0, 3, 3, 3).build());
    TermTotal second = total(9, minutes().add(3, 0, 5, 5, 5).build());
    TermTotal third = total(10, minutes().add(2, 0, 4, 4, 4).build());
    TermTotal expected =
        total(10, minutes().add(1, 0, 1, 1, 1).add(2, 0, 4, 4, 4).add(3, 0, 5, 5, 5).build());
    SegmentTotals inOrder = new SegmentTotals();
    inOrder.add(SEGMENT, 70, row);
    inOrder.add(SEGMENT, 71, first);
    inOrder.add(SEGMENT, 72, second);
    inOrder.add(SEGMENT, 73, third);
    assertThat(found(inOrder)).isEqualTo(Map.of(SEGMENT, expected));
    SegmentTotals anyOrder = new SegmentTotals();
    anyOrder.add(SEGMENT, 73, third);
    anyOrder.add(SEGMENT, 71, first);
    anyOrder.add(SEGMENT, 70, row);
    anyOrder.add(SEGMENT, 72, second);
    anyOrder.add(SEGMENT, 72, second);
    assertThat(found(anyOrder)).isEqualTo(Map.of(SEGMENT, expected));
    assertThat(anyOrder.sum()).isEqualTo(new WordCount(10, 10));
  }

  /** What is flushed live and settled at once. */
  @Test
  void aRowAndABlockOfOneStampSayTheSame() {
    TermTotal row = total(3, minutes().add(1, 0, 1, 1, 1).add(2, 0, 2, 2, 2).build());
    TermTotal block = total(3, minutes().add(2, 0, 2, 2, 2).build());
    for (boolean rowFirst : new boolean[] {true, false}) {
      SegmentTotals totals = new SegmentTotals();
      totals.add(SEGMENT, 70, rowFirst ? row : block);
      totals.add(SEGMENT, 70, rowFirst ? block : row);
      assertThat(found(totals)).isEqualTo(Map.of(SEGMENT, row));
    }
  }

  @Test
  void segmentsAreAdded() {
    SegmentTotals totals = new SegmentTotals();
    totals.add(SEGMENT, 70, total(3, minutes().add(1, 0, 3, 3, 1).build()));
    totals.add(NEXT, 80, total(4, minutes().add(1, 0, 4, 4, 1).build()));
    assertThat(totals.sum()).isEqualTo(new WordCount(7, 7));
    long[] sum = {0};
    totals.forEachWindow((minute, marks, occurrences, documents, changes) -> sum[0] += occurrences);
    assertThat(sum[0]).isEqualTo(7);
  }

  @Test
  void ofCountsTheNewestTells() {
    SegmentTotals totals = new SegmentTotals();
    assertThat(totals.isEmpty()).isTrue();
    totals.add(SEGMENT, 71, new WordCount(4, 4));
    totals.add(SEGMENT, 70, new WordCount(3, 3));
    assertThat(totals.isEmpty()).isFalse();
    assertThat(totals.sum()).isEqualTo(new WordCount(4, 4));
  }
}
