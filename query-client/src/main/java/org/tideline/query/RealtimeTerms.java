package org.tideline.query;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.schema.live.LiveRow;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.schema.word.LiveWordsBlock;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.count.WordCount;
import org.tideline.views.merge.SegmentTotals;
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
  private final LiveBlocks blocks;

  RealtimeTerms(AsyncConnection connection, LiveBlocks blocks) {
    this.connection = connection;
    this.blocks = blocks;
  }

  /** What is added to the count of each of {@code terms}, in their order. */
  CompletableFuture<List<WordCount>> counts(Snapshot snapshot, List<byte[]> terms) {
    return read(
            snapshot,
            LiveRow.WORDS,
            terms,
            gets(snapshot, terms),
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
            gets(snapshot, terms),
            (periodStart, row, term, blocks) -> totals(snapshot, periodStart, row, term, blocks))
        .thenApply(
            periods ->
                IntStream.range(0, terms.size())
                    .mapToObj(i -> periods.stream().map(totals -> totals.get(i)).toList())
                    .toList());
  }

  private static List<Get> gets(Snapshot snapshot, List<byte[]> terms) {
    return terms.stream()
        .map(term -> RealtimeWordCell.get(term, snapshot.serving().cut()))
        .toList();
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

  /**
   * What every period has of the postings of each of {@code terms}, in their order.
   *
   * @param from of each term, the bucket that is read first in its row
   */
  CompletableFuture<List<List<FoundCells>>> postings(
      Snapshot snapshot, List<byte[]> terms, List<Long> from) {
    List<Get> gets =
        IntStream.range(0, terms.size())
            .mapToObj(i -> RealtimePostingsCell.get(terms.get(i), from.get(i)))
            .toList();
    return read(
            snapshot,
            LiveRow.POSTINGS,
            terms,
            gets,
            (periodStart, row, term, blocks) ->
                new FoundCells(term, snapshot.cells(row, periodStart), blocks))
        .thenApply(
            periods ->
                IntStream.range(0, terms.size())
                    .mapToObj(i -> periods.stream().map(found -> found.get(i)).toList())
                    .toList());
  }

  /** Makes what a period has of a term. */
  @FunctionalInterface
  private interface Merge<T> {
    T of(long periodStart, Result row, byte[] term, List<Cell> blocks);
  }

  /** Per period that is needed, what it has of each term: all blocks first, then the rows. */
  private <T> CompletableFuture<List<List<T>>> read(
      Snapshot snapshot, byte[] family, List<byte[]> terms, List<Get> gets, Merge<T> merge) {
    return blocks
        .ofTerms(snapshot, family, terms)
        .thenCompose(
            live -> {
              List<CompletableFuture<List<T>>> periods = new ArrayList<>();
              snapshot
                  .realtime()
                  .forEach(
                      (periodStart, table) ->
                          periods.add(
                              RowReads.of(connection.getTable(table), gets)
                                  .thenApply(
                                      rows ->
                                          merged(
                                              periodStart,
                                              terms,
                                              rows,
                                              live.getOrDefault(periodStart, Map.of()),
                                              merge))));
              return RowReads.together(periods);
            });
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

  /**
   * The terms that begin with each of some prefixes; a few of them may stand in no document any
   * more. Here too the blocks come first, and once for all prefixes.
   *
   * @param limit terms of a period and prefix that are read at most from rows
   */
  CompletableFuture<Map<String, Set<String>>> beginningWith(
      Snapshot snapshot, Set<String> prefixes, int limit) {
    return blocks
        .totals(snapshot)
        .thenCompose(
            live -> {
              Map<String, CompletableFuture<Set<String>>> reads = new HashMap<>();
              for (String prefix : prefixes) {
                reads.put(prefix, beginningWith(snapshot, prefix, limit, live.values()));
              }
              return RowReads.all(reads);
            });
  }

  private CompletableFuture<Set<String>> beginningWith(
      Snapshot snapshot,
      String prefix,
      int limit,
      Collection<NavigableMap<byte[], SegmentTotals>> live) {
    byte[] bytes = prefix.getBytes(StandardCharsets.UTF_8);
    Set<String> found = new HashSet<>();
    for (NavigableMap<byte[], SegmentTotals> terms : live) {
      terms.tailMap(bytes, true).keySet().stream()
          .takeWhile(term -> Bytes.startsWith(term, bytes))
          .map(Bytes::toString)
          .forEach(found::add);
    }
    List<CompletableFuture<List<String>>> periods =
        snapshot.realtime().values().stream()
            .map(
                table ->
                    RowReads.beginningWith(
                        connection.getTable(table),
                        RealtimeWordCell.scan(snapshot.serving().cut()),
                        prefix,
                        limit))
            .toList();
    return RowReads.together(periods)
        .thenApply(
            rows -> {
              rows.forEach(found::addAll);
              return found;
            });
  }
}
