package org.tideline.speed.view;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.apache.storm.tuple.Tuple;
import org.tideline.schema.settings.LiveSettings;
import org.tideline.schema.settings.SpeedSettings;
import org.tideline.views.realtime.Flush;
import org.tideline.views.realtime.Flush.Tier;
import org.tideline.views.realtime.FlushOrder;
import org.tideline.views.realtime.MicroBatch;
import org.tideline.views.realtime.RealtimePartition;
import org.tideline.views.time.Segment;

/**
 * One partition in a bolt: when it is flushed and where to, the flushes under way, and the live
 * blocks that are to go. Contents are written side by side, their progress by {@link FlushOrder}.
 */
final class ViewPartition implements FlushOrder.Writer {
  /** Live blocks that no query needs any more from a time on. */
  private record Expiry(long due, Segment segment, long stamp) {}

  private final RealtimePartition<Tuple> partition;
  private final FlushWriter writer;
  private final LiveSettings live;
  private final FlushPace pace;
  private final FlushOrder order = new FlushOrder(this);

  private final Queue<Flush> written = new ConcurrentLinkedQueue<>();
  private final Queue<Expiry> expiries = new ArrayDeque<>();
  private CompletableFuture<Void> deletes = CompletableFuture.completedFuture(null);
  private volatile Optional<Throwable> failure = Optional.empty();

  /**
   * @param state makes the partition's state for a choice of tiers
   */
  ViewPartition(
      Function<RealtimePartition.Tiers, RealtimePartition<Tuple>> state,
      FlushWriter writer,
      SpeedSettings settings,
      LiveSettings live) {
    this.partition = state.apply(this::tier);
    this.writer = writer;
    this.live = live;
    this.pace =
        new FlushPace(
            settings.flushInterval(), settings.flushBytes(), settings.tupleBytes(), live.settle());
  }

  /**
   * Rows where they cost no more than blocks, and in a backlog, where freshness is lost already and
   * great flushes write far fewer cells. A flush into rows waits for those before it.
   */
  private Tier tier(int unsettledTerms, int settlesUnderWay) {
    boolean fewRows = unsettledTerms <= live.terms() && settlesUnderWay == 0;
    return fewRows || pace.inBacklog() ? Tier.SETTLED : Tier.LIVE;
  }

  void offer(MicroBatch batch, Tuple tuple, long now) {
    pace.arrived(now, batch.records().size(), batch.textChars());
    partition.offer(batch, tuple);
  }

  /**
   * Answers the tuples of what is written by now, and begins the writes that are due.
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
      noteWritten(flush, now);
    }
    partition.advance();
    if (partition.dirty()
        && partition.handedOutIsReadable()
        && pace.due(now, partition.dirtyBytes())) {
      partition.flush();
    }
    if (partition.unsettled() && partition.settlesUnderWay() == 0 && pace.settleDue(now)) {
      partition.settle();
    }
    Optional<Flush> next = partition.nextFlush();
    while (next.isPresent()) {
      begin(next.get(), now);
      next = partition.nextFlush();
    }
    while (!expiries.isEmpty() && expiries.peek().due() <= now) {
      Expiry expired = expiries.remove();
      writer.deleteLiveBlocks(expired.segment(), expired.stamp()).whenComplete(this::note);
    }
  }

  private void noteWritten(Flush flush, long now) {
    partition.written(flush);
    if (!flush.repeatsBlocks()) {
      pace.ended(now);
    }
    if (flush.replacesBlocks()) {
      expiries.add(new Expiry(now + live.grace(), flush.segment(), flush.stamp()));
    }
  }

  private void begin(Flush flush, long now) {
    if (!flush.repeatsBlocks()) {
      pace.began(now);
    }
    if (flush.tier() == Tier.SETTLED) {
      pace.settleBegan(now);
    }
    CompletableFuture<Void> done = order.begin(flush);
    if (flush.folds()) {
      deletes = done.thenCompose(acknowledged -> writer.deleteFoldedPieces(flush));
      deletes.whenComplete(this::note);
    }
    done.thenRun(() -> written.add(flush)).whenComplete(this::note);
  }

  private void note(Void done, Throwable cause) {
    if (cause != null) {
      failure = Optional.of(cause);
    }
  }

  /** Folds wait for the deletes of those before, which else could pile up. */
  @Override
  public CompletableFuture<Void> content(Flush flush) {
    return flush.folds()
        ? deletes.thenCompose(done -> writer.writeContent(flush))
        : writer.writeContent(flush);
  }

  @Override
  public CompletableFuture<Void> progress(Flush flush) {
    return writer.writeProgress(flush);
  }

  Iterable<Tuple> heldTuples() {
    return partition.heldTuples();
  }
}
