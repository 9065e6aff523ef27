package org.tideline.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.Put;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.PutRow;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.Verdict;
import org.tideline.schema.posting.PostingsBlock;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.schema.posting.StoredPostings;
import org.tideline.views.posting.Posting;
import org.tideline.views.posting.PostingCursor;
import org.tideline.views.posting.PostingEntry;
import org.tideline.views.posting.PostingList;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.PostingSpan;
import org.tideline.views.realtime.Tally;
import org.tideline.views.time.Bucket;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Cut;
import org.tideline.views.time.Segment;
import org.tideline.views.window.EventClock;

class KeptEntriesTest {
  private static final Buckets BUCKETS = new Buckets(10_000);
  private static final byte[] TERM = "whale".getBytes(StandardCharsets.UTF_8);
  private static final long CUT = 20_000;

  private static Snapshot snapshot(int epoch, long cut, Map<Integer, Frontier> frontiers) {
    Cut at = new Cut(cut, Map.of(0, 0L, 1, 0L));
    return new Snapshot(
        new Serving(1, 1, at, epoch, List.of(1), 0, Verdict.UNPROVEN),
        new Epoch(epoch, "log", "topic-id", Map.of(0, 0L, 1, 0L), 0, Map.of()),
        frontiers,
        Map.of(),
        Map.of(),
        new TreeMap<>(),
        System.nanoTime());
  }

  private static Snapshot at(Map<Integer, Frontier> frontiers) {
    return snapshot(1, CUT, frontiers);
  }

  private static Frontier frontier(long position, long ingestTime) {
    return new Frontier(position, ingestTime, Tally.ZERO, EventClock.START);
  }

  private static Posting posting(String id) {
    return new Posting(id, 9, new int[] {0});
  }

  private static Cell cell(int partition, long bucket, PostingEntry entry) {
    int position = (int) entry.position();
    Put put = new Put(TERM);
    RealtimePostingsCell.addTo(
        put,
        RealtimePostingsCell.qualifier(
            new Segment(bucket, partition, 0),
            new PostingSpan(PostingSpan.Kind.PIECE, position, position + 1)),
        new Bucket(bucket, 0).stamp(position),
        List.of(entry));
    return PutRow.read(put).rawCells()[0];
  }

  private static List<FoundCells> found(Cell... cells) {
    return List.of(new FoundCells(TERM, List.of(cells), List.of()));
  }

  private static StoredPostings batch(Posting... postings) {
    return StoredPostings.of(List.of(PostingsBlock.cell(TERM, List.of(postings), CUT << 20)));
  }

  private static List<String> ids(PostingList list) {
    List<String> ids = new ArrayList<>();
    PostingCursor cursor = list.cursor();
    while (cursor.next()) {
      ids.add(cursor.document().utf8ToString());
    }
    assertThat(list.size()).isEqualTo(ids.size());
    return ids;
  }

  @Test
  void nothingIsMissingWhileTheFrontiersStand() {
    Snapshot snapshot = at(Map.of(0, frontier(5, 34_000), 1, frontier(7, 41_000)));
    KeptEntries kept =
        KeptEntries.none(snapshot)
            .next(snapshot, found(cell(0, 30_000, PostingEntry.live(4, posting("a")))), BUCKETS);
    assertThat(kept.missingFrom(snapshot.frontiers(), BUCKETS)).isEmpty();
    assertThat(kept.missingFrom(Map.of(0, frontier(5, 34_000)), BUCKETS)).isEmpty();
    // An older snapshot, such as that of a question that was slow.
    assertThat(kept.missingFrom(Map.of(0, frontier(3, 30_000), 1, frontier(7, 41_000)), BUCKETS))
        .isEmpty();
    assertThat(ids(kept.over(batch(posting("b"))))).containsExactly("a", "b");
  }

  @Test
  void fromTheBucketOfAFrontierThatMovedAllIsMissing() {
    Snapshot first = at(Map.of(0, frontier(5, 34_000), 1, frontier(7, 61_000)));
    KeptEntries kept = KeptEntries.none(first).next(first, found(), BUCKETS);
    assertThat(kept.missingFrom(Map.of(0, frontier(6, 34_000), 1, frontier(7, 61_000)), BUCKETS))
        .hasValue(30_000);
    assertThat(kept.missingFrom(Map.of(0, frontier(5, 34_000), 1, frontier(8, 99_000)), BUCKETS))
        .hasValue(60_000);
    assertThat(kept.missingFrom(Map.of(0, frontier(6, 34_000), 1, frontier(8, 99_000)), BUCKETS))
        .hasValue(30_000);
    // Of a partition of which nothing was readable yet.
    assertThat(
            kept.missingFrom(
                Map.of(0, frontier(5, 34_000), 1, frontier(7, 61_000), 2, frontier(1, 70_000)),
                BUCKETS))
        .hasValue(CUT);
    // Below the cut no cell tells.
    Snapshot below = at(Map.of(0, frontier(5, 12_000)));
    assertThat(
            KeptEntries.none(below)
                .next(below, found(), BUCKETS)
                .missingFrom(Map.of(0, frontier(6, 12_000)), BUCKETS))
        .hasValue(CUT);
  }

  @Test
  void whatNoFrontierHasPassedIsMissingUntilOneHas() {
    Snapshot snapshot = at(Map.of(0, frontier(5, 34_000)));
    Cell dead = cell(0, 30_000, PostingEntry.tombstone("a", 5));
    KeptEntries kept = KeptEntries.none(snapshot).next(snapshot, found(dead), BUCKETS);
    assertThat(kept.missingFrom(snapshot.frontiers(), BUCKETS)).hasValue(30_000);
    assertThat(ids(kept.over(batch(posting("a"), posting("b"))))).containsExactly("b");
    Snapshot passed = at(Map.of(0, frontier(6, 35_000)));
    KeptEntries later = kept.next(passed, found(dead), BUCKETS);
    assertThat(later.missingFrom(passed.frontiers(), BUCKETS)).isEmpty();
    Cell unknown = cell(1, 20_000, PostingEntry.live(0, posting("c")));
    assertThat(later.next(passed, found(unknown), BUCKETS).missingFrom(passed.frontiers(), BUCKETS))
        .hasValue(CUT);
  }

  @Test
  void laterEntriesTellOverKnownOnesOverAnyBatchView() {
    Snapshot first = at(Map.of(0, frontier(5, 34_000)));
    StoredPostings batch = batch(posting("a"), posting("b"), posting("c"));
    KeptEntries kept =
        KeptEntries.none(first)
            .next(
                first,
                found(
                    cell(0, 30_000, PostingEntry.tombstone("a", 3)),
                    cell(0, 30_000, PostingEntry.live(4, posting("d")))),
                BUCKETS);
    assertThat(ids(kept.over(batch))).containsExactly("b", "c", "d");
    Snapshot second = at(Map.of(0, frontier(8, 36_000)));
    KeptEntries later =
        kept.next(
            second,
            found(
                cell(0, 30_000, PostingEntry.live(4, posting("d"))),
                cell(0, 30_000, PostingEntry.live(5, posting("a"))),
                cell(0, 30_000, PostingEntry.tombstone("d", 6)),
                cell(0, 30_000, PostingEntry.tombstone("b", 7))),
            BUCKETS);
    assertThat(ids(later.over(batch))).containsExactly("a", "c");
    assertThat(ids(later.over(batch(posting("e"))))).containsExactly("a", "e");
    assertThat(ids(later.over(StoredPostings.NONE))).containsExactly("a");
    assertThat(ids(kept.over(batch))).containsExactly("b", "c", "d");
  }

  @Test
  void anotherCutOrEpochBeginsAnew() {
    KeptEntries kept = KeptEntries.none(at(Map.of()));
    assertThat(kept.begunWith(at(Map.of(0, frontier(5, 34_000))))).isTrue();
    assertThat(kept.begunWith(snapshot(2, CUT, Map.of()))).isFalse();
    assertThat(kept.begunWith(snapshot(1, CUT + 10_000, Map.of()))).isFalse();
  }
}
