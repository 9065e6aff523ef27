package org.tideline.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Result;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.views.posting.EntryCollector;
import org.tideline.views.posting.LastEntries;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Stamp;

/**
 * Reads what the speed layer has of terms below the frontiers, and keeps it: while the frontiers
 * stand nothing is read again, and once one has moved only the buckets from there on.
 *
 * <p>Entries at a frontier or after it are left out, so that all terms of a question are those of
 * one moment, also while their rows are written one after the other. Where a fold has such an
 * entry, what stood there before is gone, and that entry is taken.
 */
final class KeptEntries {
  /** Of the objects around the entries of a term on the heap. */
  private static final int TERM_BYTES = 400;

  /**
   * A row that is to be read.
   *
   * @param from the ingest time of the first bucket that is missing
   */
  private record Wanted(String term, long from, LastEntries known) {
    Get get() {
      return RealtimePostingsCell.get(term.getBytes(StandardCharsets.UTF_8), Stamp.ofCut(from));
    }
  }

  private final AsyncConnection connection;
  private final Buckets buckets;
  private final Cache<String, TermEntries> kept;

  /**
   * Keeps some of them.
   *
   * @param maxBytes of heap
   */
  KeptEntries(AsyncConnection connection, Buckets buckets, long maxBytes) {
    this.connection = connection;
    this.buckets = buckets;
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher(KeptEntries::bytes)
            // In the thread that came by: there is no work to hand over but to forget.
            .executor(Runnable::run)
            .build();
  }

  private static int bytes(String term, TermEntries entries) {
    long bytes = TERM_BYTES + term.length() + entries.entries().bytes();
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  /** Reads what is missing of terms. */
  CompletableFuture<Rows> read(Snapshot snapshot, List<String> terms) {
    Map<String, TermEntries> known = new HashMap<>();
    List<Wanted> wanted = new ArrayList<>();
    for (String term : terms) {
      Optional<TermEntries> before =
          Optional.ofNullable(kept.getIfPresent(term))
              .filter(entries -> isContinuedBy(entries.snapshot(), snapshot));
      OptionalLong from =
          before.isPresent()
              ? missingFrom(before.get().snapshot(), snapshot)
              : OptionalLong.of(snapshot.serving().cut().ingestTime());
      if (from.isPresent()) {
        LastEntries entries = before.map(TermEntries::entries).orElse(LastEntries.NONE);
        wanted.add(new Wanted(term, from.getAsLong(), entries));
      } else {
        known.put(term, before.orElseThrow());
      }
    }
    return wanted.isEmpty()
        ? CompletableFuture.completedFuture(new Rows(snapshot, known, wanted, Map.of()))
        : read(snapshot, known, wanted);
  }

  private CompletableFuture<Rows> read(
      Snapshot snapshot, Map<String, TermEntries> known, List<Wanted> wanted) {
    List<Get> gets = wanted.stream().map(Wanted::get).toList();
    Map<Long, CompletableFuture<List<Result>>> periods = new TreeMap<>();
    for (Map.Entry<Long, TableName> period : snapshot.realtime().entrySet()) {
      periods.put(period.getKey(), PostingReads.get(connection.getTable(period.getValue()), gets));
    }
    return PostingReads.all(periods).thenApply(rows -> new Rows(snapshot, known, wanted, rows));
  }

  /** Whether all that was below the frontiers before is the beginning of what is now. */
  private static boolean isContinuedBy(Snapshot before, Snapshot now) {
    return before.serving().epoch() == now.serving().epoch()
        && before.serving().cut().equals(now.serving().cut())
        && before.frontiers().entrySet().stream()
            .allMatch(
                frontier ->
                    Optional.ofNullable(now.frontiers().get(frontier.getKey()))
                        .filter(later -> later.position() >= frontier.getValue().position())
                        .isPresent());
  }

  /** The ingest time of the first bucket that may have something new; empty if there is nothing. */
  private OptionalLong missingFrom(Snapshot before, Snapshot now) {
    long cut = now.serving().cut().ingestTime();
    OptionalLong from = OptionalLong.empty();
    for (Map.Entry<Integer, Frontier> later : now.frontiers().entrySet()) {
      Frontier earlier = before.frontiers().get(later.getKey());
      if (earlier == null) {
        return OptionalLong.of(cut);
      }
      if (earlier.position() < later.getValue().position()) {
        long bucket = Math.max(cut, buckets.start(earlier.maxIngestTime()));
        from = OptionalLong.of(Math.min(bucket, from.orElse(bucket)));
      }
    }
    return from;
  }

  /** What was read, to be decoded in the thread of the one who asked. */
  final class Rows {
    private final Snapshot snapshot;
    private final Map<String, TermEntries> known;
    private final List<Wanted> wanted;
    private final Map<Long, List<Result>> periods;

    private Rows(
        Snapshot snapshot,
        Map<String, TermEntries> known,
        List<Wanted> wanted,
        Map<Long, List<Result>> periods) {
      this.snapshot = snapshot;
      this.known = known;
      this.wanted = wanted;
      this.periods = periods;
    }

    /** By term. */
    Map<String, TermEntries> decode() {
      Map<String, TermEntries> all = new HashMap<>(known);
      for (int i = 0; i < wanted.size(); i++) {
        TermEntries entries = decode(i);
        all.put(wanted.get(i).term(), entries);
        if (!entries.beyond()) {
          kept.put(wanted.get(i).term(), entries);
        }
      }
      return all;
    }

    private TermEntries decode(int index) {
      EntryCollector collector = new EntryCollector();
      collector.add(wanted.get(index).known());
      boolean beyond = false;
      for (Map.Entry<Long, List<Result>> period : periods.entrySet()) {
        Result row = period.getValue().get(index);
        for (Cell cell : row.isEmpty() ? new Cell[0] : row.rawCells()) {
          int partition = RealtimePostingsCell.segment(cell).partition();
          if (snapshot.counts(partition, period.getKey())) {
            beyond |= RealtimePostingsCell.collect(cell, end(partition), collector);
          }
        }
      }
      return new TermEntries(snapshot, collector.last(), beyond);
    }

    /** Where a partition ends for this question. */
    private long end(int partition) {
      long cut = snapshot.serving().cut().positions().get(partition);
      Frontier frontier = snapshot.frontiers().get(partition);
      return frontier == null ? cut : Math.max(cut, frontier.position());
    }
  }
}
