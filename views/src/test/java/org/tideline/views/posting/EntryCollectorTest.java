package org.tideline.views.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.tideline.views.document.DocumentId;

class EntryCollectorTest {
  private static PostingEntry random(Random random, int logPosition) {
    String id = "d" + random.nextInt(40);
    return random.nextInt(3) == 0
        ? PostingEntry.tombstone(id, logPosition)
        : PostingEntry.live(
            logPosition, new Posting(id, 50, new int[] {random.nextInt(20), 20 + logPosition % 9}));
  }

  /** Also where some were collected before, and the others later. */
  @Test
  void keepsTheLastEntryOfEveryDocument() {
    Random random = new Random(20_261_125);
    for (int round = 0; round < 50; round++) {
      List<PostingEntry> entries = new ArrayList<>();
      TreeMap<String, PostingEntry> last = new TreeMap<>(DocumentId.ORDER);
      int[] positions = random.ints(0, 1_000).distinct().limit(random.nextInt(120)).toArray();
      for (int position : positions) {
        entries.add(random(random, position));
      }
      for (PostingEntry entry : entries) {
        last.merge(entry.document(), entry, (a, b) -> a.position() > b.position() ? a : b);
      }
      int divide = entries.isEmpty() ? 0 : random.nextInt(entries.size());
      EntryCollector collector = new EntryCollector();
      collector.add(LastEntries.of(entries.subList(0, divide)));
      entries.subList(divide, entries.size()).forEach(collector::add);
      LastEntries found = collector.last();
      LastEntries joined =
          LastEntries.of(entries.subList(0, divide))
              .and(LastEntries.of(entries.subList(divide, entries.size())));
      requireSame(joined, found);
      assertThat(found.size()).isEqualTo(last.size());
      PostingCursorContract.check(
          MergedList.of(new ListedPostings(List.of()), found),
          last.values().stream().flatMap(entry -> entry.posting().stream()).toList(),
          random);
    }
  }

  private static void requireSame(LastEntries found, LastEntries expected) {
    assertThat(found.bytes()).isEqualTo(expected.bytes());
    LastEntries.Cursor left = found.cursor();
    LastEntries.Cursor right = expected.cursor();
    while (right.next()) {
      assertThat(left.next()).isTrue();
      assertThat(left.document()).isEqualTo(right.document());
      assertThat(left.logPosition()).isEqualTo(right.logPosition());
      assertThat(left.live()).isEqualTo(right.live());
      assertThat(left.live() ? left.posting() : null)
          .isEqualTo(left.live() ? right.posting() : null);
    }
    assertThat(left.next()).isFalse();
  }

  @Test
  void refusesWhatNoEntryCanBe() {
    EntryCollector collector = new EntryCollector();
    assertThatThrownBy(() -> collector.add(new BytesRef(), 1, 1, new int[] {0}, 0, 1))
        .hasMessage("posting entry: expected an id of 1 to 1024 bytes, got 0");
    assertThatThrownBy(() -> collector.add(new BytesRef("a"), 3, 9, new int[] {2, 2}, 0, 2))
        .hasMessage(
            "posting entry of document \"a\": expected positions that rise from 0, no more than its 9 terms, got [2, 2] at position 3 of the log");
    assertThatThrownBy(() -> collector.add(new BytesRef("a"), 3, 1, new int[] {2, 4}, 0, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> collector.add(new BytesRef("a"), -1, 0, new int[0], 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(collector.last().size()).isZero();
  }
}
