package org.tideline.speed.view;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.storm.tuple.Tuple;
import org.tideline.schema.settings.SpeedSettings;
import org.tideline.views.realtime.Flush;
import org.tideline.views.realtime.MicroBatch;
import org.tideline.views.realtime.RealtimePartition;

/**
 * One partition in a bolt: when it is flushed, and the flushes under way. Their contents are
 * written side by side, their progress strictly in their order.
 */
final class ViewPartition {
  /**
   * A tuple is of a backlog from this part of its target size on: the last of a look is smaller.
   */
  private static final int BACKLOG_SHARE = 8;

  private final RealtimePartition<Tuple> partition;
  private final FlushWriter writer;
  private final long backlogChars;
  private final FlushPace pace;

  private final Queue<Flush> written = new ConcurrentLinkedQueue<>();
  private FlushPace.Arrival arrived = FlushPace.Arrival.NOTHING;
  private CompletableFuture<Void> progress = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> deletes = CompletableFuture.completedFuture(null);
  private volatile Optional<Throwable> failure = Optional.empty();

  ViewPartition(RealtimePartition<Tuple> partition, FlushWriter writer, SpeedSettings settings) {
    this.partition = partition;
    this.writer = writer;
    this.backlogChars = settings.tupleBytes() / BACKLOG_SHARE;
    this.pace = new FlushPace(settings.flushInterval(), settings.flushBytes());
  }

  void offer(MicroBatch batch, Tuple tuple) {
    arrived = arrived(batch);
    partition.offer(batch, tuple);
  }

  private FlushPace.Arrival arrived(MicroBatch batch) {
    if (batch.from() == batch.to()) {
      return FlushPace.Arrival.NOTHING;
    }
    return batch.textChars() >= backlogChars ? FlushPace.Arrival.BACKLOG : FlushPace.Arrival.LIVE;
  }

  /**
   * Answers the tuples of what is written by now, and begins the flushes that are due.
   *
   * @throws IllegalStateException if a flush failed otherwise than by HBase, which is asked again:
   *     the task has to end, since nothing would be written any more
   */
  void advance(long now) {
    failure.ifPresent(
        cause -> {
          throw new IllegalStateException("a flush failed", cause);
        });
    for (Flush flush = written.poll(); flush != null; flush = written.poll()) {
      partition.written(flush);
      pace.ended(now);
    }
    if (partition.dirty()
        && partition.flushesUnderWay() == 0
        && pace.due(now, partition.dirtyBytes(), arrived)) {
      partition.flush();
    }
    Optional<Flush> next = partition.nextFlush();
    while (next.isPresent()) {
      begin(next.get(), now);
      next = partition.nextFlush();
    }
  }

  private void begin(Flush flush, long now) {
    pace.began(now);
    progress =
        progress
            .thenCombine(content(flush), (before, content) -> flush)
            .thenCompose(writer::writeProgress)
            .thenRun(() -> written.add(flush));
    if (flush.folds()) {
      deletes = progress.thenCompose(done -> writer.deleteFoldedPieces(flush));
      deletes.whenComplete(this::note);
    }
    progress.whenComplete(this::note);
  }

  private void note(Void done, Throwable cause) {
    if (cause != null) {
      failure = Optional.of(cause);
    }
  }

  /** Folds wait for the deletes of those before, which else could pile up. */
  private CompletableFuture<Void> content(Flush flush) {
    return flush.folds()
        ? deletes.thenCompose(done -> writer.writeContent(flush))
        : writer.writeContent(flush);
  }

  Iterable<Tuple> heldTuples() {
    return partition.heldTuples();
  }
}
