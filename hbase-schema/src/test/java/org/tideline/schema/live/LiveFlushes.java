package org.tideline.schema.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.LogRecord;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.Flush;
import org.tideline.views.realtime.MicroBatch;
import org.tideline.views.realtime.RealtimePartition;
import org.tideline.views.realtime.Tally;
import org.tideline.views.time.Bucket;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Segmentation;
import org.tideline.views.window.EventBounds;
import org.tideline.views.window.EventClock;
import org.tideline.views.window.EventRules;
import org.tideline.views.window.WindowCalendar;

/** Live flushes of partition 1, made by the state of the speed layer itself. */
public final class LiveFlushes {
  private static final Bucket BUCKET = new Bucket(10_000, 100);

  private LiveFlushes() {}

  /**
   * Of segment 2 of the bucket at 10,000 ms: the version at 303 of {@code d} has {@code a} at 2 of
   * its 40 terms, and {@code b} elsewhere; the one at 305 of {@code b} has {@code a} no more.
   */
  public static Flush small() {
    String text = "b b a" + " b".repeat(37);
    return of(List.of(put(303, "d", text), put(305, "b", "b")), Map.of("b", version(1, "b", "a")));
  }

  /** Of documents at positions 300, 301, ..., which were not there before. */
  public static Flush of(List<String> texts) {
    return of(
        IntStream.range(0, texts.size())
            .mapToObj(i -> put(300 + i, "d" + i, texts.get(i)))
            .toList(),
        Map.of());
  }

  private static Flush of(List<LogRecord> records, Map<String, DocumentVersion> before) {
    RealtimePartition<String> partition =
        new RealtimePartition<>(
            1,
            new Segmentation(new Buckets(10_000), 100),
            TermAnalyzer.named("letter"),
            new EventRules(new EventBounds(600_000, 600_000), WindowCalendar.utc()),
            (ids, stamp) -> CompletableFuture.completedFuture(before),
            new RealtimePartition.Replies<>() {
              @Override
              public void ack(String tuple) {
                // Nobody waits.
              }

              @Override
              public void fail(String tuple) {
                throw new IllegalStateException(tuple);
              }
            },
            (unsettledTerms, settlesUnderWay) -> Flush.Tier.LIVE);
    Checkpoint start =
        new Checkpoint(300, BUCKET, 10_000, Optional.empty(), Tally.ZERO, EventClock.START);
    long to = records.get(records.size() - 1).position() + 1;
    partition.offer(new MicroBatch(1, 300, to, records, Optional.of(start)), "t");
    partition.flush();
    return partition.nextFlush().orElseThrow();
  }

  private static LogRecord put(long position, String id, String text) {
    return new LogRecord(
        position, 10_000, new Change.Put(new Document(id, position, Map.of(), text)));
  }

  private static DocumentVersion version(long position, String id, String text) {
    return new Change.Put(new Document(id, position, Map.of(), text))
        .version(position)
        .orElseThrow();
  }
}
