package org.tideline.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.apache.hadoop.hbase.client.Result;
import org.tideline.schema.live.LiveRow;
import org.tideline.schema.posting.LivePostingsBlock;
import org.tideline.schema.word.LiveWordsBlock;
import org.tideline.views.merge.SegmentTotals;

/**
 * What stands in live blocks since what was settled when a snapshot was read. It is there for a
 * while only: a snapshot that is older is not read with, and what was read in longer than that is
 * not used.
 */
final class LiveBlocks {
  private final AsyncConnection connection;
  private final long longestReading;

  /**
   * @param longestReading milliseconds from the reading of a snapshot in which blocks that it needs
   *     are there
   */
  LiveBlocks(AsyncConnection connection, long longestReading) {
    this.connection = connection;
    this.longestReading = longestReading;
  }

  /** Per period, the blocks by their shard; none of a period whose rows have everything. */
  CompletableFuture<Map<Long, Map<Integer, List<Cell>>>> ofTerms(
      Snapshot snapshot, byte[] family, List<byte[]> terms) {
    Map<Long, CompletableFuture<Map<Integer, List<Cell>>>> reads = new TreeMap<>();
    snapshot
        .realtime()
        .forEach(
            (periodStart, table) -> {
              LiveRange live = snapshot.live(periodStart);
              if (!live.isEmpty()) {
                reads.put(
                    periodStart,
                    RowReads.of(connection.getTable(table), live.gets(family, terms))
                        .thenApply(rows -> byShard(rows, live)));
              }
            });
    if (reads.isEmpty()) {
      return CompletableFuture.completedFuture(Map.of());
    }
    return RowReads.together(List.copyOf(reads.values()))
        .thenCompose(
            done -> {
              Map<Long, Map<Integer, List<Cell>>> blocks = new TreeMap<>();
              reads.forEach((periodStart, read) -> blocks.put(periodStart, read.join()));
              return stillThere(snapshot, blocks);
            });
  }

  private static Map<Integer, List<Cell>> byShard(List<Result> rows, LiveRange live) {
    Map<Integer, List<Cell>> blocks = new HashMap<>();
    for (Result row : rows) {
      for (Cell block : live.cells(row)) {
        blocks.computeIfAbsent(LiveRow.shard(block), shard -> new ArrayList<>()).add(block);
      }
    }
    return blocks;
  }

  /** Per period, the totals of all terms that stand in live blocks, in the order of terms. */
  CompletableFuture<Map<Long, NavigableMap<byte[], SegmentTotals>>> totals(Snapshot snapshot) {
    return scan(
        snapshot,
        LiveRow.WORDS,
        (block, terms) ->
            LiveWordsBlock.forEach(
                block,
                LiveRow.partition(block),
                (term, segment, stamp, total) ->
                    terms
                        .computeIfAbsent(term, added -> new SegmentTotals())
                        .add(segment, stamp, total)));
  }

  /** The same of their entries, which are still to be decoded. */
  CompletableFuture<Map<Long, NavigableMap<byte[], List<LivePostingsBlock.Entries>>>> postings(
      Snapshot snapshot) {
    return scan(
        snapshot,
        LiveRow.POSTINGS,
        (block, terms) ->
            LivePostingsBlock.forEach(
                block,
                (term, entries) ->
                    terms.computeIfAbsent(term, added -> new ArrayList<>()).add(entries)));
  }

  /** Takes what a block holds. */
  @FunctionalInterface
  private interface Collector<T> {
    void take(Cell block, NavigableMap<byte[], T> terms);
  }

  private <T> CompletableFuture<Map<Long, NavigableMap<byte[], T>>> scan(
      Snapshot snapshot, byte[] family, Collector<T> collector) {
    if (age(snapshot) > longestReading) {
      // Such as one that has waited for the reading of another question.
      return tooOld(snapshot);
    }
    Map<Long, NavigableMap<byte[], T>> periods = new TreeMap<>();
    List<CompletableFuture<Void>> scans = new ArrayList<>();
    snapshot
        .realtime()
        .forEach(
            (periodStart, table) -> {
              NavigableMap<byte[], T> terms = new TreeMap<>(Arrays::compareUnsigned);
              periods.put(periodStart, terms);
              LiveRange live = snapshot.live(periodStart);
              if (!live.isEmpty()) {
                scans.add(
                    connection
                        .getTable(table)
                        .scanAll(live.scan(family))
                        .thenAccept(
                            rows ->
                                rows.stream()
                                    .flatMap(row -> live.cells(row).stream())
                                    .forEach(block -> collector.take(block, terms))));
              }
            });
    return CompletableFuture.allOf(scans.toArray(CompletableFuture[]::new))
        .thenCompose(done -> stillThere(snapshot, periods));
  }

  /** What was read, if no block that was needed can have gone meanwhile. */
  private <T> CompletableFuture<T> stillThere(Snapshot snapshot, T read) {
    return age(snapshot) <= longestReading
        ? CompletableFuture.completedFuture(read)
        : tooOld(snapshot);
  }

  private static long age(Snapshot snapshot) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - snapshot.readAt());
  }

  private <T> CompletableFuture<T> tooOld(Snapshot snapshot) {
    return CompletableFuture.failedFuture(
        new QueryException(
            "expected to read the live blocks within %d ms, found that it took %d: some may be gone; ask again, or raise tideline.query.timeout and tideline.live.grace"
                .formatted(longestReading, age(snapshot))));
  }
}
