package org.tideline.views.realtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.LogRecord;
import org.tideline.views.time.Segmentation;

/**
 * One partition of the realtime views in a bolt: takes micro-batches, holds the totals of the open
 * segment, and hands out what is to be written. Everything it hands out depends only on the log
 * below its position, so that any number of these, alive or stale, may write side by side.
 *
 * <p>A batch that neither continues the state nor carries a checkpoint is refused, which makes its
 * spout load the checkpoint and begin again. A tuple is acknowledged once everything below its end
 * is written.
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

  private record Held<T>(long to, T tuple) {}

  private final int partition;
  private final Segmentation segmentation;
  private final TermAnalyzer analyzer;
  private final CurrentVersions versions;
  private final Replies<T> replies;

  private Optional<OpenSegment> state = Optional.empty();
  private long written;
  private final Deque<Held<T>> held = new ArrayDeque<>();
  private final Deque<Flush> unwritten = new ArrayDeque<>();
  private final Deque<Flush> ready = new ArrayDeque<>();

  /** A partition without state. */
  public RealtimePartition(
      int partition,
      Segmentation segmentation,
      TermAnalyzer analyzer,
      CurrentVersions versions,
      Replies<T> replies) {
    this.partition = partition;
    this.segmentation = segmentation;
    this.analyzer = analyzer;
    this.versions = versions;
    this.replies = replies;
  }

  /** Applies the part of {@code batch} that is new, or refuses it. */
  public void offer(MicroBatch batch, T tuple) {
    boolean beyond = state.isEmpty() || batch.from() > state.get().position();
    if (beyond) {
      if (batch.init().isEmpty()) {
        replies.fail(tuple);
        return;
      }
      restart(batch.init().get());
    }
    OpenSegment open = state.orElseThrow();
    open.load(batch.records(), versions);
    for (LogRecord record : batch.records()) {
      if (record.position() < open.position()) {
        continue;
      }
      if (open.endsBefore(record)) {
        handOut(open.flush(Optional.of(open.checkpoint())));
        open.reopenFor(record);
      }
      open.apply(record);
      if (open.partEnds()) {
        handOut(open.flush(Optional.empty()));
      }
    }
    open.moveTo(batch.to());
    if (batch.to() <= written) {
      replies.ack(tuple);
    } else {
      held.add(new Held<>(batch.to(), tuple));
    }
  }

  private void restart(Checkpoint checkpoint) {
    // Tuples of the state that is dropped belong to a session that its spout has left.
    held.forEach(tuple -> replies.fail(tuple.tuple()));
    held.clear();
    unwritten.clear();
    ready.clear();
    written = checkpoint.position();
    state = Optional.of(new OpenSegment(partition, segmentation, analyzer, checkpoint));
  }

  /** Makes a flush of all that was applied since the last one ready, if there is any. */
  public void flush() {
    state
        .filter(open -> open.position() > handedOut())
        .ifPresent(open -> handOut(open.flush(Optional.empty())));
  }

  private long handedOut() {
    return unwritten.isEmpty() ? written : unwritten.getLast().to();
  }

  private void handOut(Flush flush) {
    unwritten.add(flush);
    ready.add(flush);
  }

  /**
   * The next flush to write, in the order of positions; each is given once. It waits until all
   * before it are written: cells of two segments, and pieces of one, stand side by side in a row,
   * and a reader must never see the later without the whole of the earlier. Only the whole of a
   * segment need not wait for its parts.
   */
  public Optional<Flush> nextFlush() {
    Optional<Flush> next = Optional.ofNullable(ready.peek());
    if (next.isPresent()
        && (next.get() == unwritten.element()
            || next.get().wholeSegment()
                && next.get().segment().equals(unwritten.element().segment()))) {
      ready.remove();
      return next;
    }
    return Optional.empty();
  }

  /**
   * Notes that {@code flush}, and every flush before it, is written with its frontier and
   * checkpoint, and acknowledges what it completes. A flush of a state that was dropped since is
   * ignored.
   */
  public void written(Flush flush) {
    // Equal content does not make it the same flush: it may be of a state that was dropped.
    if (unwritten.stream().noneMatch(waiting -> waiting == flush)) {
      return;
    }
    Flush done;
    do {
      done = unwritten.remove();
      state.orElseThrow().forget(done);
    } while (done != flush);
    written = Math.max(written, flush.to());
    Iterator<Held<T>> tuples = held.iterator();
    while (tuples.hasNext()) {
      Held<T> next = tuples.next();
      if (next.to() <= written) {
        tuples.remove();
        replies.ack(next.tuple());
      }
    }
  }

  /** Whether anything was applied that no flush has taken yet. */
  public boolean dirty() {
    return state.isPresent() && state.get().position() > handedOut();
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

  /** The tuples that wait for a flush, so that their time-outs can be put off. */
  public Iterable<T> heldTuples() {
    return () -> held.stream().map(Held::tuple).iterator();
  }
}
