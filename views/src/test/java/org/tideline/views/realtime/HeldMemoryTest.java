package org.tideline.views.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Segmentation;

/** What a partition says that it holds, against the heap of the Java runtime. */
class HeldMemoryTest extends DrivenPartition {
  private static final long SLACK = 3 << 20;
  private static final int RECORDS = 20_000;

  private static long usedHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private static long said(RealtimePartition<String> partition) {
    return partition.heapBytes() + partition.dirtyBytes();
  }

  private static void offer(
      RealtimePartition<String> partition, int position, String id, String text) {
    Optional<Checkpoint> init = position == 0 ? Optional.of(START) : Optional.empty();
    partition.offer(
        new MicroBatch(3, position, position + 1, List.of(put(position, 50, id, text)), init), "t");
  }

  /** Takes every flush that is ready for written; the greatest cell of postings among them. */
  private static long write(RealtimePartition<String> partition) {
    long greatest = 0;
    for (Optional<Flush> next = partition.nextFlush(); next.isPresent(); ) {
      for (Flush.TermCells cells : next.get().terms()) {
        greatest = Math.max(greatest, bytes(cells.postings()));
      }
      partition.written(next.get());
      next = partition.nextFlush();
    }
    return greatest;
  }

  /** At the most, as a cell stores them. */
  private static long bytes(TermPostings postings) {
    long[] bytes = {0};
    postings.forEach(
        (document, position, length, positions, count) ->
            bytes[0] += document.length + 10 + 3L * count);
    return bytes[0];
  }

  private static String millionWords() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1_000_000; i++) {
      // Some words stand everywhere, most of them nearly nowhere.
      int word = i % 2 == 0 ? i % 100 : i % 65_536;
      text.append((char) ('a' + word % 26)).append((char) ('a' + word / 26 % 26));
      text.append((char) ('a' + word / 676 % 26)).append((char) ('a' + word / 17_576)).append(' ');
    }
    return text.toString();
  }

  @Test
  void aDocumentOfAMillionWordsTakesWhatIsSaid() {
    RealtimePartition<String> held = partition(new Segmentation(new Buckets(100), RECORDS));
    long before = usedHeap();
    offer(held, 0, "d", millionWords());
    assertThat(usedHeap() - before).isLessThan(said(held) + SLACK);
    assertThat(said(held)).isLessThan(64 << 20);

    held.flush();
    write(held);
    offer(held, 1, "e", "a b");
    assertThat(usedHeap() - before).isLessThan(said(held) + SLACK);
    assertThat(said(held)).isLessThan(24 << 20);
  }

  @Test
  void aTermInEveryDocumentOfASegmentTakesWhatIsSaid() {
    RealtimePartition<String> held = partition(new Segmentation(new Buckets(100), RECORDS));
    long before = usedHeap();
    for (int position = 0; position < RECORDS; position++) {
      offer(held, position, "document " + position, "whale of " + position + " whale");
      if (position % 1_000 == 999) {
        held.flush();
        write(held);
      }
    }
    assertThat(held.dirtyBytes()).isZero();
    assertThat(usedHeap() - before).isLessThan(said(held) + SLACK);
    assertThat(said(held)).isLessThan(8 << 20);
  }

  @Test
  void aCellFitsIntoHBaseWhateverTheIds() {
    RealtimePartition<String> held = partition(new Segmentation(new Buckets(100), RECORDS));
    int folds = 0;
    for (int position = 0; position < RECORDS; position++) {
      offer(held, position, "x".repeat(1_000) + position, "whale");
      if (held.flushesUnderWay() > 0) {
        folds++;
        assertThat(write(held)).isLessThan(5 << 20);
      }
    }
    assertThat(folds).isBetween(4, 6);
  }

  @Test
  void aCellOfTheLongestDocumentsFitsIntoHBase() {
    RealtimePartition<String> held = partition(new Segmentation(new Buckets(100), RECORDS));
    String text = "a ".repeat(1_000_000);
    for (int position = 0; position < 6; position++) {
      offer(held, position, "d" + position, text);
    }
    // Three bytes for a place that takes one.
    assertThat(write(held)).isBetween(1L, 3L * (5 << 20));
  }
}
