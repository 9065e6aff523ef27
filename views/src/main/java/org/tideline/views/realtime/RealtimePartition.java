package org.tideline.views.realtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.LogRecord;
import org.tideline.views.realtime.Flush.Tier;
import org.tideline.views.time.Segmentation;
import org.tideline.views.view.Views;
import org.tideline.views.window.EventRules;

/**
 * One partition of the realtime views in a bolt: takes micro-batches, holds the totals of the open
 * segment, and hands out what is to be written. Everything it hands out depends only on the log
 * below its position, so that any number of these, alive or stale, may write side by side.
 *
 * <p>A batch that neither continues the state nor carries a checkpoint is refused, which makes its
 * spout load the checkpoint and begin again. Others wait, in their order, for what the table knows
 * of their documents, all of them at once: a table that is slow to answer makes them late, but not
 * fewer. A tuple is acknowledged once everything below its end is written.
 *
 * <p>Not safe for use by several threads; no clock, no input or output of its own.
 *
 * @param <T> the tuple that carried a batch
 */
public final class RealtimePartition<T> {
  /** Answers tuples. */
  public interface Replies<T> {
    /** All that the tuple holds is readable. */
    void ack(T tuple);

    /** The tuple cannot be used; its spout is to load the checkpoint. */
    void fail(T tuple);
  }

  /** Chooses where what was touched goes; the answers must never depend on it. */
  @FunctionalInterface
  public interface Tiers {
    /**
     * The tier of a flush that is to be made.
     *
     * @param unsettledTerms how many terms it would hold if it were settled
     * @param settlesUnderWay settled flushes handed out before and not known to be written
     */
    Tier choose(int unsettledTerms, int settlesUnderWay);
  }

  /** A batch, and what the table knows of its documents; asked of the state, if there was one. */
  private record Arrived<T>(
      MicroBatch batch, T tuple, CompletableFuture<Map<String, DocumentVersion>> stored) {}

  private record Held<T>(long to, T tuple) {}

  /**
   * So many settled flushes under way at most while more becomes readable: each holds what was
   * touched in up to a segment. A further one is not preceded by a live flush, so that its tuples
   * are held until it is written, and the bound of bytes in flight stops the spout.
   */
  private static final int MOST_SETTLES_BEHIND = 2;

  private final int partition;
  private final Segmentation segmentation;
  private final TermAnalyzer analyzer;
  private final EventRules rules;
  private final Views views;
  private final CurrentVersions versions;
  private final Replies<T> replies;
  private final Tiers tiers;

  private Optional<OpenSegment> state = Optional.empty();

  /** Below it everything is readable. */
  private long readable;

  /** Below it everything was handed out, in flushes of any tier. */
  private long handedOut;

  /** Below it everything was handed out in settled flushes. */
  private long settling;

  private Settled settled = new Settled(0, 0);
  private final Deque<Arrived<T>> arrived = new ArrayDeque<>();
  private final Deque<Held<T>> held = new ArrayDeque<>();
  private final Deque<Flush> unwritten = new ArrayDeque<>();
  private final Deque<Flush> ready = new ArrayDeque<>();

  /** A partition without state, and without views of users. */
  public RealtimePartition(
      int partition,
      Segmentation segmentation,
      TermAnalyzer analyzer,
      EventRules rules,
      CurrentVersions versions,
      Replies<T> replies,
      Tiers tiers) {
    this(partition, segmentation, analyzer, rules, Views.NONE, versions, replies, tiers);
  }

  /**
   * A partition without state.
   *
   * @param views of users; records that these do not take were quarantined before
   */
  public RealtimePartition(
      int partition,
      Segmentation segmentation,
      TermAnalyzer analyzer,
      EventRules rules,
      Views views,
      CurrentVersions versions,
      Replies<T> replies,
      Tiers tiers) {
    this.partition = partition;
    this.segmentation = segmentation;
    this.analyzer = analyzer;
    this.rules = rules;
    this.views = views;
    this.versions = versions;
    this.replies = replies;
    this.tiers = tiers;
  }

  /** Takes a batch, to apply the part of it that is new, or to refuse it, when its turn comes. */
  public void offer(MicroBatch batch, T tuple) {
    arrived.add(lookedUp(batch, tuple));
    advance();
  }

  private Arrived<T> lookedUp(MicroBatch batch, T tuple) {
    return new Arrived<>(
        batch,
        tuple,
        state
            .map(open -> open.lookUp(batch.records(), versions))
            .orElse(CompletableFuture.completedFuture(Map.of())));
  }

  /** Applies, in their order, the batches of whose documents all is known; to be called often. */
  public void advance() {
    while (!arrived.isEmpty()) {
      Arrived<T> next = arrived.element();
      if (beyond(next.batch())) {
        if (next.batch().init().isEmpty()) {
          arrived.remove();
          refuse(next);
          continue;
        }
        restart(next.batch().init().get());
        next = arrived.element();
      }
      if (!next.stored().isDone()) {
        return;
      }
      arrived.remove();
      apply(next);
    }
  }

  private boolean beyond(MicroBatch batch) {
    return state.isEmpty() || batch.from() > state.get().position();
  }

  private void refuse(Arrived<T> batch) {
    state.ifPresent(open -> open.use(Map.of()));
    replies.fail(batch.tuple());
  }

  private void apply(Arrived<T> next) {
    MicroBatch batch = next.batch();
    OpenSegment open = state.orElseThrow();
    open.use(next.stored().join());
    for (LogRecord record : batch.records()) {
      if (record.position() < open.position()) {
        continue;
      }
      if (open.endsBefore(record)) {
        settle(open, Optional.of(open.checkpoint()));
        open.reopenFor(record);
      }
      open.apply(record);
      if (open.partEnds()) {
        settle(open, Optional.empty());
      }
    }
    open.moveTo(batch.to());
    open.forgetWritten();
    if (batch.to() <= readable) {
      replies.ack(next.tuple());
    } else {
      held.add(new Held<>(batch.to(), next.tuple()));
    }
  }

  private void restart(Checkpoint checkpoint) {
    // Tuples of the state that is dropped belong to a session that its spout has left.
    held.forEach(tuple -> replies.fail(tuple.tuple()));
    held.clear();
    unwritten.clear();
    ready.clear();
    readable = checkpoint.position();
    handedOut = checkpoint.position();
    settling = checkpoint.position();
    settled = new Settled(checkpoint.position(), checkpoint.stamp());
    state =
        Optional.of(new OpenSegment(partition, segmentation, analyzer, rules, views, checkpoint));
    // What was asked for the state that is dropped may not have what lies before this one.
    List<Arrived<T>> waiting = List.copyOf(arrived);
    arrived.clear();
    waiting.forEach(batch -> arrived.add(lookedUp(batch.batch(), batch.tuple())));
  }

  /** Makes a flush of all that was applied since the last one ready, if there is any. */
  public void flush() {
    if (dirty()) {
      OpenSegment open = state.orElseThrow();
      switch (tier(open)) {
        case LIVE -> handOut(open.live(settled));
        case SETTLED -> settleAtOnce(open, Optional.empty());
      }
    }
  }

  /**
   * Makes a settled flush of all that was applied ready, if any of it is not in one yet. It may
   * take its time: what it holds is readable before, from a live flush.
   */
  public void settle() {
    if (unsettled()) {
      settle(state.orElseThrow(), Optional.empty());
    }
  }

  private void settle(OpenSegment open, Optional<Checkpoint> checkpoint) {
    if (open.position() > handedOut
        && settlesUnderWay() < MOST_SETTLES_BEHIND
        && tier(open) == Tier.LIVE) {
      handOut(open.live(settled));
    }
    settleAtOnce(open, checkpoint);
  }

  private void settleAtOnce(OpenSegment open, Optional<Checkpoint> checkpoint) {
    settling = open.position();
    handOut(open.settle(checkpoint));
  }

  private Tier tier(OpenSegment open) {
    return tiers.choose(open.unsettledTerms(), settlesUnderWay());
  }

  private void handOut(Flush flush) {
    handedOut = flush.to();
    unwritten.add(flush);
    ready.add(flush);
  }

  /**
   * A flush whose content may be written now, by {@link FlushOrder}; each is given once.
   *
   * <p>A live flush waits until all before it is readable: a reader must never see a block without
   * those before it. A settled one waits until the settled ones before are written, since cells of
   * two segments, and pieces of one, stand side by side in a row, and a reader must never see the
   * later without the whole of the earlier; only the whole of a segment need not wait for its
   * parts. It also waits until all before it are begun, since they hold its versions. A live one
   * waits for no settled one that repeats what is readable.
   */
  public Optional<Flush> nextFlush() {
    Optional<Flush> next = ready.stream().filter(this::mayBegin).findFirst();
    next.ifPresent(begun -> ready.removeIf(flush -> flush == begun));
    return next;
  }

  private boolean mayBegin(Flush flush) {
    return switch (flush.tier()) {
      case LIVE -> readable >= endBefore(flush);
      case SETTLED ->
          flush == ready.element()
              && unwritten.stream()
                  .takeWhile(earlier -> earlier != flush)
                  .filter(earlier -> earlier.tier() == Tier.SETTLED)
                  .allMatch(
                      earlier -> flush.wholeSegment() && earlier.segment().equals(flush.segment()));
    };
  }

  /** Where the flush before ends that is not known to be written. */
  private long endBefore(Flush flush) {
    return unwritten.stream()
        .takeWhile(earlier -> earlier != flush)
        .reduce((first, last) -> last)
        .map(Flush::to)
        .orElse(readable);
  }

  /**
   * Notes that {@code flush} is written with its progress, and acknowledges what it completes. With
   * a settled flush every flush before it is. A flush of a state that was dropped since is ignored.
   */
  public void written(Flush flush) {
    // Equal content does not make it the same flush: it may be of a state that was dropped.
    if (unwritten.stream().noneMatch(waiting -> waiting == flush)) {
      return;
    }
    switch (flush.tier()) {
      case LIVE -> {
        unwritten.removeIf(waiting -> waiting == flush);
        state.orElseThrow().forget(flush);
      }
      case SETTLED -> {
        Flush done;
        do {
          done = unwritten.remove();
          state.orElseThrow().forget(done);
        } while (done != flush);
        settled = flush.settled();
      }
    }
    readable = Math.max(readable, flush.to());
    Iterator<Held<T>> tuples = held.iterator();
    while (tuples.hasNext()) {
      Held<T> next = tuples.next();
      if (next.to() <= readable) {
        tuples.remove();
        replies.ack(next.tuple());
      }
    }
  }

  /** Whether anything was applied that no flush has taken yet. */
  public boolean dirty() {
    return state.isPresent() && state.get().position() > handedOut;
  }

  /** Whether anything was applied that no settled flush has taken yet. */
  public boolean unsettled() {
    return state.isPresent() && state.get().position() > settling;
  }

  /** Whether everything that was handed out is readable. */
  public boolean handedOutIsReadable() {
    return readable >= handedOut;
  }

  /** About how many bytes a flush sets free. */
  public long dirtyBytes() {
    return state.map(OpenSegment::dirtyBytes).orElse(0L);
  }

  /** About how many bytes of heap the open segment takes, besides {@link #dirtyBytes}. */
  public long heapBytes() {
    return state.map(OpenSegment::heapBytes).orElse(0L);
  }

  /** How many flushes were made ready and are not known to be written. */
  public int flushesUnderWay() {
    return unwritten.size();
  }

  /** How many of these are settled ones. */
  public int settlesUnderWay() {
    return (int) unwritten.stream().filter(flush -> flush.tier() == Tier.SETTLED).count();
  }

  /** The tuples that wait, so that their time-outs can be put off. */
  public Iterable<T> heldTuples() {
    return () ->
        Stream.concat(arrived.stream().map(Arrived::tuple), held.stream().map(Held::tuple))
            .iterator();
  }
}
