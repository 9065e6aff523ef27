package org.tideline.views.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.LogRecord;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Segmentation;
import org.tideline.views.window.EventBounds;
import org.tideline.views.window.EventRules;
import org.tideline.views.window.WindowCalendar;

/** A partition of buckets of 100 ms and segments of 4 records, driven by hand. */
abstract class DrivenPartition {
  /** Event times are positions, so that W is that of the last put, less 7. */
  static final EventRules RULES = new EventRules(new EventBounds(7, 1_000), WindowCalendar.utc());

  static final Checkpoint START = Checkpoint.startingAt(0);

  /** The document table: ids, stamps, versions. */
  final Map<String, NavigableMap<Long, DocumentVersion>> table = new HashMap<>();

  final List<String> acked = new ArrayList<>();
  final List<String> failed = new ArrayList<>();

  /** Of the flushes that are made from now on. */
  Flush.Tier tier = Flush.Tier.SETTLED;

  final RealtimePartition<String> partition = partition(new Segmentation(new Buckets(100), 4));

  final RealtimePartition<String> partition(Segmentation segmentation) {
    return new RealtimePartition<>(
        3,
        segmentation,
        TermAnalyzer.named("letter"),
        RULES,
        this::before,
        new RealtimePartition.Replies<>() {
          @Override
          public void ack(String tuple) {
            acked.add(tuple);
          }

          @Override
          public void fail(String tuple) {
            failed.add(tuple);
          }
        },
        (unsettledTerms, settlesUnderWay) -> tier);
  }

  private CompletableFuture<Map<String, DocumentVersion>> before(
      Collection<String> ids, long stamp) {
    Map<String, DocumentVersion> found = new HashMap<>();
    for (String id : ids) {
      Optional.ofNullable(table.getOrDefault(id, new TreeMap<>()).lowerEntry(stamp))
          .ifPresent(version -> found.put(id, version.getValue()));
    }
    return CompletableFuture.completedFuture(found);
  }

  static LogRecord put(long position, long time, String id, String text) {
    Document document = new Document(id, position, Map.of(), text);
    return new LogRecord(position, time, Optional.of(1), new Change.Put(document));
  }

  static LogRecord delete(long position, long time, String id) {
    return new LogRecord(position, time, Optional.of(1), new Change.Delete(id, position));
  }

  void offer(String tuple, long from, long to, LogRecord... records) {
    offer(tuple, from, to, Optional.empty(), records);
  }

  void offer(String tuple, long from, long to, Optional<Checkpoint> init, LogRecord... records) {
    partition.offer(new MicroBatch(3, from, to, List.of(records), init), tuple);
  }

  /** Writes all that can be written. */
  List<Flush> write() {
    List<Flush> written = new ArrayList<>();
    Optional<Flush> next = partition.nextFlush();
    while (next.isPresent()) {
      write(next.get());
      written.add(next.get());
      next = partition.nextFlush();
    }
    return written;
  }

  void write(Flush flush) {
    for (Flush.Stamped<DocumentVersion> version : flush.versions()) {
      table
          .computeIfAbsent(version.value().id(), id -> new TreeMap<>())
          .put(version.stamp(), version.value());
    }
    partition.written(flush);
  }

  static Map<String, WordCount> words(Flush flush) {
    Map<String, WordCount> words = new HashMap<>();
    flush
        .terms()
        .forEach(
            cells ->
                cells
                    .total()
                    .ifPresent(total -> words.put(new String(cells.term(), UTF_8), total.count())));
    return words;
  }
}
