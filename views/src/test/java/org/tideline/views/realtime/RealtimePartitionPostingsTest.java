package org.tideline.views.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tideline.views.posting.Posting;
import org.tideline.views.posting.PostingEntry;
import org.tideline.views.realtime.PostingSpan.Kind;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Segmentation;

/** What flushes hold of postings; segments have 4 records. */
class RealtimePartitionPostingsTest extends DrivenPartition {
  private static Map<String, List<PostingEntry>> postings(Flush flush) {
    Map<String, List<PostingEntry>> postings = new HashMap<>();
    for (Flush.TermCells cells : flush.terms()) {
      postings.put(new String(cells.term(), UTF_8), cells.postings().entries());
    }
    return postings;
  }

  private static TermPostings of(Flush flush, String term) {
    return flush.terms().stream()
        .filter(cells -> new String(cells.term(), UTF_8).equals(term))
        .findFirst()
        .orElseThrow()
        .postings();
  }

  private static PostingEntry live(String document, long position, int length, int... positions) {
    return PostingEntry.live(position, new Posting(document, length, positions));
  }

  private static PostingEntry dead(String document, long position) {
    return PostingEntry.tombstone(document, position);
  }

  @Test
  void aPieceHasEveryEntrySinceTheFlushBefore() {
    offer("t", 0, 1, Optional.of(START), put(0, 50, "d", "a b a"));
    partition.flush();
    Flush first = write().get(0);
    assertThat(postings(first))
        .containsOnly(
            entry("a", List.of(live("d", 0, 3, 0, 2))), entry("b", List.of(live("d", 0, 3, 1))));
    assertThat(of(first, "a").span()).isEqualTo(new PostingSpan(Kind.PIECE, 0, 1));
    assertThat(of(first, "a").pieces()).isEmpty();

    // Back to where it was: nothing of it is netted.
    offer("u", 1, 3, put(1, 50, "d", "c"), put(2, 50, "d", "a b a"));
    partition.flush();
    Flush second = write().get(0);
    assertThat(postings(second))
        .containsOnly(
            entry("a", List.of(live("d", 2, 3, 0, 2), dead("d", 1))),
            entry("b", List.of(live("d", 2, 3, 1), dead("d", 1))),
            entry("c", List.of(dead("d", 2), live("d", 1, 1, 0))));
    assertThat(of(second, "c").span()).isEqualTo(new PostingSpan(Kind.PIECE, 1, 3));
  }

  @Test
  void anEdgeFoldsTheLastEntryOfEveryDocument() {
    offer("t", 0, 1, Optional.of(START), put(0, 50, "d", "a b"));
    partition.flush();
    offer("u", 1, 3, put(1, 50, "d", "b"), put(2, 50, "e", "a"));
    partition.flush();
    offer("v", 3, 5, put(3, 50, "f", "c"), put(4, 50, "f", "x"));
    List<Flush> flushes = write();
    Flush edge = flushes.get(2);
    assertThat(edge.checkpoint()).isPresent();
    assertThat(edge.wholeSegment()).isTrue();
    assertThat(postings(edge))
        .containsOnly(
            entry("a", List.of(live("e", 2, 1, 0), dead("d", 1))),
            entry("b", List.of(live("d", 1, 1, 0))),
            entry("c", List.of(live("f", 3, 1, 0))));
    assertThat(of(edge, "a").span()).isEqualTo(new PostingSpan(Kind.FOLD, 0, 4));
    assertThat(of(edge, "a").pieces())
        .containsExactly(
            new TermPostings.Piece(new PostingSpan(Kind.PIECE, 1, 3), 1 + 2),
            new TermPostings.Piece(new PostingSpan(Kind.PIECE, 0, 1), 1));
    assertThat(of(edge, "c").pieces()).isEmpty();
    assertThat(words(edge)).containsOnlyKeys("c");
  }

  @Test
  void aTermInOnePieceNeedsNoFold() {
    offer("t", 0, 2, Optional.of(START), put(0, 50, "d", "a b"), put(1, 50, "d", "b"));
    partition.flush();
    offer("u", 2, 4, put(2, 50, "e", "b"), put(3, 150, "f", "x"));
    Flush edge = write().get(1);
    assertThat(postings(edge))
        .containsOnly(entry("b", List.of(live("e", 2, 1, 0), live("d", 1, 1, 0))));
  }

  @Test
  void aSegmentFlushedOnceHasOnlyFolds() {
    offer("t", 0, 2, Optional.of(START), put(0, 50, "d", "a"), put(1, 150, "d", "b"));
    Flush edge = write().get(0);
    assertThat(of(edge, "a").span()).isEqualTo(new PostingSpan(Kind.FOLD, 0, 1));
    assertThat(of(edge, "a").pieces()).isEmpty();
  }

  @Test
  void whatAFlushHoldsStaysWhileItsSegmentGoesOn() {
    offer("t", 0, 1, Optional.of(START), put(0, 50, "d", "a"));
    partition.flush();
    Flush piece = partition.nextFlush().orElseThrow();
    offer("u", 1, 3, put(1, 50, "d", "b".repeat(200)), put(2, 50, "e", "a a a"));
    assertThat(postings(piece)).containsOnly(entry("a", List.of(live("d", 0, 1, 0))));
    offer("v", 3, 4, put(3, 150, "d", "c"));
    assertThat(postings(piece)).containsOnly(entry("a", List.of(live("d", 0, 1, 0))));
  }

  @Test
  void aDeleteLeavesTombstones() {
    offer("t", 0, 1, Optional.of(START), put(0, 50, "d", "a"));
    offer("u", 1, 3, delete(1, 50, "d"), put(2, 150, "e", "b"));
    Flush edge = write().get(0);
    assertThat(postings(edge)).containsOnly(entry("a", List.of(dead("d", 1))));
    assertThat(edge.frontier().tally()).isEqualTo(Tally.ZERO);
  }

  @Test
  void aSegmentOfManyPostingsIsFoldedInParts() {
    RealtimePartition<String> narrow = partition(new Segmentation(new Buckets(100), 4, 30));
    narrow.offer(
        new MicroBatch(
            3,
            0,
            4,
            List.of(
                put(0, 50, "d", "a b"),
                put(1, 50, "d", "a"),
                put(2, 50, "e", "a"),
                put(3, 150, "e", "x")),
            Optional.of(START)),
        "t");
    List<Flush> flushes = new java.util.ArrayList<>();
    for (Optional<Flush> next = narrow.nextFlush(); next.isPresent(); next = narrow.nextFlush()) {
      flushes.add(next.get());
      narrow.written(next.get());
    }
    assertThat(flushes).hasSize(2);
    assertThat(flushes.get(0).checkpoint()).isEmpty();
    assertThat(flushes.get(0).wholeSegment()).isTrue();
    assertThat(postings(flushes.get(0)))
        .containsOnly(entry("a", List.of(live("d", 1, 1, 0))), entry("b", List.of(dead("d", 1))));
    assertThat(of(flushes.get(0), "a").span()).isEqualTo(new PostingSpan(Kind.FOLD, 0, 2));
    assertThat(flushes.get(1).checkpoint()).isPresent();
    assertThat(flushes.get(1).wholeSegment()).isFalse();
    assertThat(postings(flushes.get(1))).containsOnly(entry("a", List.of(live("e", 2, 1, 0))));
    assertThat(of(flushes.get(1), "a").span()).isEqualTo(new PostingSpan(Kind.FOLD, 2, 3));
  }
}
