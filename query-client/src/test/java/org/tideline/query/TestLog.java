package org.tideline.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.hadoop.hbase.client.Put;
import org.tideline.schema.live.LiveRow;
import org.tideline.schema.posting.LivePostingsBlock;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.schema.progress.ProgressRow;
import org.tideline.schema.window.LateRow;
import org.tideline.schema.window.TimelineRow;
import org.tideline.schema.word.LiveWordsBlock;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.Change;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.LogRecord;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.Flush;
import org.tideline.views.realtime.Flush.Tier;
import org.tideline.views.realtime.MicroBatch;
import org.tideline.views.realtime.RealtimePartition;
import org.tideline.views.time.Segmentation;
import org.tideline.views.window.AllDocuments;
import org.tideline.views.window.EventBounds;
import org.tideline.views.window.EventRules;
import org.tideline.views.window.LateRecord;
import org.tideline.views.window.WindowCalendar;

/**
 * A log of two partitions with a speed layer of its own: the real state, and tables written by
 * hand, so that a test decides what stands in blocks, what in rows, and what is gone.
 */
final class TestLog {
  /** Those of the settings' defaults, but for the lateness. */
  static final EventRules RULES =
      new EventRules(new EventBounds(60_000, 60_000), WindowCalendar.utc());

  /** How many late records are kept. */
  static final int LATE_RECORDS = 5;

  private final TestTables tables;
  private final Map<Integer, Lane> lanes = new TreeMap<>();
  private final Map<String, NavigableMap<Long, DocumentVersion>> versions = new HashMap<>();

  /** Of the flushes that follow. */
  private Tier tier = Tier.LIVE;

  TestLog(TestTables tables, Segmentation segmentation, TermAnalyzer analyzer) {
    this.tables = tables;
    for (int number = 0; number < 2; number++) {
      lanes.put(number, new Lane(number, segmentation, analyzer));
    }
  }

  private final class Lane implements RealtimePartition.Replies<Long> {
    private final int number;
    private final List<LogRecord> records = new ArrayList<>();
    private final RealtimePartition<Long> state;

    /** Settled flushes that are readable from blocks and not written yet. */
    private final Queue<Flush> unsettled = new ArrayDeque<>();

    /** The last one that was written, while blocks stand that it took the place of. */
    private Optional<Flush> settled = Optional.empty();

    Lane(int number, Segmentation segmentation, TermAnalyzer analyzer) {
      this.number = number;
      this.state =
          new RealtimePartition<>(
              number,
              segmentation,
              analyzer,
              RULES,
              TestLog.this::before,
              this,
              (terms, behind) -> tier);
      state.offer(
          new MicroBatch(number, 0, 0, List.of(), Optional.of(Checkpoint.startingAt(0))), 0L);
    }

    void append(long ingestTime, Change change) {
      LogRecord record = new LogRecord(records.size(), ingestTime, change);
      records.add(record);
      long to = records.size();
      state.offer(new MicroBatch(number, to - 1, to, List.of(record), Optional.empty()), to);
    }

    void write() throws IOException {
      Optional<Flush> next = state.nextFlush();
      while (next.isPresent()) {
        Flush flush = next.get();
        if (flush.repeatsBlocks()) {
          unsettled.add(flush);
        } else {
          settle();
          writeNow(flush);
        }
        next = state.nextFlush();
      }
      if (!state.handedOutIsReadable()) {
        settle();
      }
    }

    void settle() throws IOException {
      while (!unsettled.isEmpty()) {
        writeNow(unsettled.remove());
        write();
      }
    }

    private void writeNow(Flush flush) throws IOException {
      List<Put> puts = new ArrayList<>(puts(flush));
      flush.byEventTime().timeline().stream().map(TimelineRow::put).forEach(puts::add);
      flush
          .byEventTime()
          .documents()
          .map(
              total ->
                  RealtimeWordCell.put(flush.segment(), flush.stamp(), AllDocuments.row(), total))
          .ifPresent(puts::add);
      tables.putRealtime(flush.segment().bucketStart(), puts);
      for (Flush.Stamped<LateRecord> late : flush.byEventTime().late()) {
        tables.put(tables.names.late(1), LateRow.put(number, LATE_RECORDS, late));
      }
      for (Flush.Stamped<DocumentVersion> version : flush.versions()) {
        versions
            .computeIfAbsent(version.value().id(), id -> new TreeMap<>())
            .put(version.stamp(), version.value());
        tables.document(version.stamp(), version.value());
      }
      tables.put(tables.names.progress(), ProgressRow.put(1, flush));
      if (flush.replacesBlocks()) {
        settled = Optional.of(flush);
      }
      state.written(flush);
    }

    void deleteBlocks() throws IOException {
      if (settled.isPresent()) {
        long stamp = settled.get().stamp();
        tables.delete(
            settled.get().segment().bucketStart(),
            IntStream.range(0, LiveRow.SHARDS)
                .mapToObj(shard -> LiveRow.delete(shard, number, stamp))
                .toList());
        settled = Optional.empty();
      }
    }

    @Override
    public void ack(Long to) {
      // Nobody waits for it.
    }

    @Override
    public void fail(Long to) {
      throw new IllegalStateException("a record out of order, before position " + to);
    }
  }

  private static List<Put> puts(Flush flush) {
    return switch (flush.tier()) {
      case LIVE -> {
        Map<Integer, List<Flush.TermCells>> shards = new TreeMap<>();
        for (Flush.TermCells cells : flush.terms()) {
          shards
              .computeIfAbsent(LiveRow.shard(cells.term()), shard -> new ArrayList<>())
              .add(cells);
        }
        List<Put> puts = new ArrayList<>();
        shards.forEach(
            (shard, terms) -> {
              Put put = new Put(LiveRow.row(shard, flush.segment().partition()));
              LiveWordsBlock.addTo(put, flush, terms);
              LivePostingsBlock.addTo(put, flush, terms);
              puts.add(put);
            });
        yield puts;
      }
      case SETTLED -> flush.terms().stream().map(cells -> row(flush, cells)).toList();
    };
  }

  private static Put row(Flush flush, Flush.TermCells cells) {
    Put put = new Put(cells.term());
    cells
        .total()
        .ifPresent(
            total ->
                RealtimeWordCell.addTo(
                    put, RealtimeWordCell.qualifier(flush.segment()), flush.stamp(), total));
    RealtimePostingsCell.addTo(
        put,
        RealtimePostingsCell.qualifier(flush.segment(), cells.postings().span()),
        flush.stamp(),
        cells.postings());
    return put;
  }

  private CompletableFuture<Map<String, DocumentVersion>> before(
      Collection<String> ids, long stamp) {
    Map<String, DocumentVersion> found = new HashMap<>();
    for (String id : ids) {
      Optional.ofNullable(versions.getOrDefault(id, new TreeMap<>()).lowerEntry(stamp))
          .ifPresent(version -> found.put(id, version.getValue()));
    }
    return CompletableFuture.completedFuture(found);
  }

  /** Appends a change to the partition of its document. */
  void append(long ingestTime, Change change) {
    String id = change.version(0).map(DocumentVersion::id).orElse("");
    lanes.get(home(id)).append(ingestTime, change);
  }

  private static int home(String id) {
    return Math.floorMod(id.hashCode(), 2);
  }

  /** Makes all readable: in live blocks, or in rows; at edges too, until the next call. */
  void flush(Tier where) throws IOException {
    tier = where;
    for (Lane lane : lanes.values()) {
      lane.state.flush();
      lane.write();
    }
  }

  /** Lets the rows have everything that stood in blocks when it was flushed, and no more. */
  void settle(boolean everything) throws IOException {
    for (Lane lane : lanes.values()) {
      if (everything) {
        lane.state.settle();
        lane.write();
      }
      lane.settle();
    }
  }

  /** Deletes the blocks that nobody needs who knows what is settled. */
  void deleteBlocks() throws IOException {
    for (Lane lane : lanes.values()) {
      lane.deleteBlocks();
    }
  }

  /** Per partition its records. */
  Map<Integer, List<LogRecord>> records() {
    Map<Integer, List<LogRecord>> records = new TreeMap<>();
    lanes.forEach((number, lane) -> records.put(number, lane.records));
    return records;
  }

  /** Per partition the position after its last record. */
  Map<Integer, Long> end() {
    Map<Integer, Long> end = new TreeMap<>();
    lanes.forEach((number, lane) -> end.put(number, (long) lane.records.size()));
    return end;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
