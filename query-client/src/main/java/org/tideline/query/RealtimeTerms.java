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
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.schema.live.LiveRow;
import org.tideline.schema.posting.LivePostingsBlock;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.schema.word.LiveWordsBlock;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.count.WordCount;
import org.tideline.views.merge.SegmentTotals;
import org.tideline.views.posting.PostingEntry;
import org.tideline.views.time.Segment;

/**
 * What the speed layer has of terms since the cut: what stands in their rows, and in live blocks
 * where the rows may not have everything. Rows and blocks are not read at one moment. What was
 * settled when the snapshot was read is in the rows whenever they are read, and what was not stays
 * in the blocks for longer than a query reads. Blocks are read before rows, never the other way
 * round: a block tells that all before it is readable, some of which may stand in no block, but in
 * rows that were written a moment before.
 */
final class RealtimeTerms {
  private final AsyncConnection connection;
  private final long longestReading;

  /**
   * @param longestReading milliseconds from the reading of a snapshot in which blocks that it needs
   *     are there
   */
  RealtimeTerms(AsyncConnection connection, long longestReading) {
    this.connection = connection;
    this.longestReading = longestReading;
  }

  /** What is added to the count of each of {@code terms}, in their order. */
  CompletableFuture<List<WordCount>> counts(Snapshot snapshot, List<byte[]> terms) {
    return read(
            snapshot,
            LiveRow.WORDS,
            terms,
            term -> RealtimeWordCell.get(term, snapshot.serving().cut()),
            (periodStart, row, term, blocks) -> sum(snapshot, periodStart, row, term, blocks))
        .thenApply(
            periods ->
                IntStream.range(0, terms.size())
                    .mapToObj(
                        i ->
                            periods.stream()
                                .map(sums -> sums.get(i))
                                .reduce(WordCount.ZERO, WordCount::plus))
                    .toList());
  }

  /** What is added to each of {@code terms}, windows and all, period by period. */
  CompletableFuture<List<List<SegmentTotals>>> totals(Snapshot snapshot, List<byte[]> terms) {
    return read(
            snapshot,
            LiveRow.WORDS,
            terms,
            term -> RealtimeWordCell.get(term, snapshot.serving().cut()),
            (periodStart, row, term, blocks) -> totals(snapshot, periodStart, row, term, blocks))
        .thenApply(
            periods ->
                IntStream.range(0, terms.size())
                    .mapToObj(i -> periods.stream().map(totals -> totals.get(i)).toList())
                    .toList());
  }

  private static SegmentTotals totals(
      Snapshot snapshot, long periodStart, Result row, byte[] term, List<Cell> blocks) {
    SegmentTotals totals = new SegmentTotals();
    for (Cell block : blocks) {
      LiveWordsBlock.findTotal(block, LiveRow.partition(block), term)
          .ifPresent(found -> totals.add(found.segment(), found.stamp(), found.total()));
    }
    RealtimeWordCell.forEachTotal(
        row,
        (segment, stamp, total) -> {
          if (snapshot.counts(segment.partition(), periodStart)) {
            totals.add(segment, stamp, total);
          }
        });
    return totals;
  }

  private static WordCount sum(
      Snapshot snapshot, long periodStart, Result row, byte[] term, List<Cell> blocks) {
    SegmentTotals live = new SegmentTotals();
    for (Cell block : blocks) {
      LiveWordsBlock.find(block, LiveRow.partition(block), term)
          .ifPresent(found -> live.add(found.segment(), found.stamp(), found.total()));
    }
    return sum(snapshot, periodStart, row, live);
  }

  /** The sum of what a row holds and what live blocks hold of its term, which is taken. */
  static WordCount sum(Snapshot snapshot, long periodStart, Result row, SegmentTotals live) {
    if (live.isEmpty()) {
      return snapshot.sum(row, periodStart);
    }
    addRow(snapshot, periodStart, row, live);
    return live.sum();
  }

  /** Adds what a row holds to what live blocks hold of its term. */
  static void addRow(Snapshot snapshot, long periodStart, Result row, SegmentTotals totals) {
    RealtimeWordCell.forEach(
        row,
        (partition, bucketStart, segment, stamp, occurrences, documents) -> {
          if (snapshot.counts(partition, periodStart)) {
            totals.add(
                new Segment(bucketStart, partition, segment),
                stamp,
                new WordCount(occurrences, documents));
          }
        });
  }

  /** All entries of each of {@code terms}, in their order. */
  CompletableFuture<List<List<PostingEntry>>> postings(Snapshot snapshot, List<byte[]> terms) {
    return read(
            snapshot,
            LiveRow.POSTINGS,
            terms,
            term -> RealtimePostingsCell.get(term, snapshot.serving().cut()),
            (periodStart, row, term, blocks) -> {
              List<PostingEntry> entries = snapshot.entries(row, periodStart);
              blocks.forEach(block -> LivePostingsBlock.find(block, term, entries));
              return entries;
            })
        .thenApply(
            periods ->
                IntStream.range(0, terms.size())
                    .mapToObj(
                        i -> periods.stream().flatMap(found -> found.get(i).stream()).toList())
                    .toList());
  }

  /** Makes what a period has of a term. */
  @FunctionalInterface
  private interface Merge<T> {
    T of(long periodStart, Result row, byte[] term, List<Cell> blocks);
  }

  /** Per period that is needed, what it has of each term: all blocks first, then the rows. */
  private <T> CompletableFuture<List<List<T>>> read(
      Snapshot snapshot,
      byte[] family,
      List<byte[]> terms,
      Function<byte[], Get> row,
      Merge<T> merge) {
    return blocks(snapshot, family, terms)
        .thenCompose(
            blocks -> {
              List<Get> gets = terms.stream().map(row).toList();
              List<CompletableFuture<List<T>>> periods = new ArrayList<>();
              snapshot
                  .realtime()
                  .forEach(
                      (periodStart, table) ->
                          periods.add(
                              get(table, gets)
                                  .thenApply(
                                      rows ->
                                          merged(
                                              periodStart,
                                              terms,
                                              rows,
                                              blocks.getOrDefault(periodStart, Map.of()),
                                              merge))));
              return together(periods);
            });
  }

  /** Per period, the blocks by their shard; none of a period whose rows have everything. */
  private CompletableFuture<Map<Long, Map<Integer, List<Cell>>>> blocks(
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
                    get(table, live.gets(family, terms)).thenApply(rows -> byShard(rows, live)));
              }
            });
    if (reads.isEmpty()) {
      return CompletableFuture.completedFuture(Map.of());
    }
    return together(List.copyOf(reads.values()))
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

  private static <T> List<T> merged(
      long periodStart,
      List<byte[]> terms,
      List<Result> rows,
      Map<Integer, List<Cell>> blocks,
      Merge<T> merge) {
    List<T> merged = new ArrayList<>(terms.size());
    for (int i = 0; i < terms.size(); i++) {
      byte[] term = terms.get(i);
      List<Cell> ofShard =
          blocks.isEmpty() ? List.of() : blocks.getOrDefault(LiveRow.shard(term), List.of());
      merged.add(merge.of(periodStart, rows.get(i), term, ofShard));
    }
    return merged;
  }

  private CompletableFuture<List<Result>> get(TableName table, List<Get> gets) {
    // One Get takes a shorter way through the client than a batch of one.
    return gets.size() == 1
        ? connection.getTable(table).get(gets.get(0)).thenApply(List::of)
        : connection.getTable(table).getAll(gets);
  }

  /** The terms that begin with {@code prefix} and stand in live blocks. */
  CompletableFuture<List<String>> liveTerms(Snapshot snapshot, byte[] prefix) {
    return live(snapshot)
        .thenApply(
            periods ->
                periods.values().stream()
                    .flatMap(
                        terms ->
                            terms.tailMap(prefix, true).keySet().stream()
                                .takeWhile(term -> Bytes.startsWith(term, prefix)))
                    .map(Bytes::toString)
                    .distinct()
                    .toList());
  }

  /** Per period, the totals of all terms that stand in live blocks, in the order of terms. */
  CompletableFuture<Map<Long, NavigableMap<byte[], SegmentTotals>>> live(Snapshot snapshot) {
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
  CompletableFuture<Map<Long, NavigableMap<byte[], List<LivePostingsBlock.Entries>>>> livePostings(
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
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - snapshot.readAt());
    return millis <= longestReading
        ? CompletableFuture.completedFuture(read)
        : CompletableFuture.failedFuture(
            new QueryException(
                "expected to read the live blocks within %d ms, found that it took %d: some may be gone; ask again, or raise tideline.query.timeout and tideline.live.grace"
                    .formatted(longestReading, millis)));
  }

  private static <T> CompletableFuture<List<T>> together(List<CompletableFuture<T>> parts) {
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        .thenApply(done -> parts.stream().map(CompletableFuture::join).toList());
  }
}
