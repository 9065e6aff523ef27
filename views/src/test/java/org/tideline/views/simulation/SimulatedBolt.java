package org.tideline.views.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.Flush;
import org.tideline.views.realtime.Flush.Tier;
import org.tideline.views.realtime.FlushOrder;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.RealtimePartition;
import org.tideline.views.simulation.SimulatedSpout.Tuple;
import org.tideline.views.view.Views;

/**
 * A bolt of one partition around the real state. It writes as the protocol asks: the puts of the
 * flushes it was given in any order, then their progress in the real order, frontier first and then
 * the checkpoint, some time after it the deletes of pieces, and when its time has come those of
 * live blocks. What is live and what is settled at once is drawn.
 */
final class SimulatedBolt {
  /** Milliseconds from the moment when a settled position is written to deletes of its blocks. */
  static final long GRACE = 6_000;

  /** Takes the answers of a bolt back to the spouts. */
  interface Replies {
    void ack(Tuple tuple);

    void fail(Tuple tuple);
  }

  /** One flush whose content is under way. */
  private record Writing(List<BooleanSupplier> puts, CompletableFuture<Void> acknowledged) {}

  /** The progress of a flush under way. */
  private static final class Progress {
    private final Flush flush;
    private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    private boolean frontierWritten;

    Progress(Flush flush) {
      this.flush = flush;
    }
  }

  /** A read of the document table that is under way. */
  private record LookUp(
      Supplier<Map<String, DocumentVersion>> read,
      CompletableFuture<Map<String, DocumentVersion>> answer) {}

  /** Live blocks that nobody needs from a time on. */
  private record Expiry(long due, long stamp) {}

  private final int number;
  private final long epochStart;
  private final Random random;
  private final SimulatedTables tables;
  private final RealtimePartition<Tuple> partition;
  private final Runnable liveBesideSettle;
  private final FlushOrder order;
  private final Deque<Tuple> inbox = new ArrayDeque<>();
  private final List<LookUp> lookUps = new ArrayList<>();
  private final List<Writing> writings = new ArrayList<>();
  private final List<Progress> progress = new ArrayList<>();
  private final Deque<Expiry> expiries = new ArrayDeque<>();

  /** Of pieces that acknowledged folds repeat, and of live blocks whose time is over. */
  private final List<BooleanSupplier> deletes = new ArrayList<>();

  private long now;

  SimulatedBolt(
      int number,
      long epochStart,
      Random random,
      Weather weather,
      TermAnalyzer analyzer,
      Views views,
      SimulatedTables tables,
      Replies replies,
      Runnable liveBesideSettle) {
    this.number = number;
    this.epochStart = epochStart;
    this.random = random;
    this.tables = tables;
    this.liveBesideSettle = liveBesideSettle;
    this.order =
        new FlushOrder(
            new FlushOrder.Writer() {
              @Override
              public CompletableFuture<Void> content(Flush flush) {
                return beginContent(flush);
              }

              @Override
              public CompletableFuture<Void> progress(Flush flush) {
                return beginProgress(flush);
              }
            });
    this.partition =
        new RealtimePartition<>(
            number,
            weather.segmentation(),
            analyzer,
            weather.rules(),
            views,
            this::before,
            new RealtimePartition.Replies<>() {
              @Override
              public void ack(Tuple tuple) {
                requireReadable(tuple);
                replies.ack(tuple);
              }

              @Override
              public void fail(Tuple tuple) {
                replies.fail(tuple);
              }
            },
            (unsettledTerms, settlesUnderWay) ->
                random.nextInt(100) < weather.live() ? Tier.LIVE : Tier.SETTLED);
  }

  private void requireReadable(Tuple tuple) {
    long readable = tables.frontier(number).map(Frontier::position).orElse(epochStart);
    if (readable < tuple.batch().to()) {
      throw Violation.unsafe(
          "partition %d: a tuple to %d was acknowledged with the frontier at %d"
              .formatted(number, tuple.batch().to(), readable));
    }
  }

  /** What is written while the table reads, it may have or not. */
  private CompletableFuture<Map<String, DocumentVersion>> before(
      Collection<String> ids, long stamp) {
    Map<String, DocumentVersion> now = tables.before(ids, stamp);
    LookUp begun =
        random.nextBoolean()
            ? new LookUp(() -> now, new CompletableFuture<>())
            : new LookUp(() -> tables.before(ids, stamp), new CompletableFuture<>());
    lookUps.add(begun);
    return begun.answer();
  }

  /** They need not come in the order of the questions. */
  private void answerOne() {
    if (!lookUps.isEmpty()) {
      LookUp lookUp = lookUps.remove(random.nextInt(lookUps.size()));
      lookUp.answer().complete(lookUp.read().get());
      partition.advance();
    }
  }

  void deliver(Tuple tuple) {
    inbox.add(tuple);
  }

  /** Does one thing that is to be done; nothing if there is none. */
  void step(long time) {
    switch (random.nextInt(8)) {
      case 0 -> flush();
      case 1, 2 -> takeTuple();
      case 3, 4 -> answerOne();
      default -> writeOne(time);
    }
  }

  private void flush() {
    if (random.nextInt(4) == 0) {
      partition.settle();
    } else {
      partition.flush();
    }
  }

  private void takeTuple() {
    Optional.ofNullable(inbox.poll()).ifPresent(tuple -> partition.offer(tuple.batch(), tuple));
  }

  /** One put, or one row of progress; the put that was made, so that it may be repeated. */
  Optional<BooleanSupplier> writeOne(long time) {
    now = time;
    takeFlushes();
    takeExpiries();
    boolean busy = !writings.isEmpty() || !progress.isEmpty();
    if (!deletes.isEmpty() && (!busy || random.nextInt(4) == 0)) {
      BooleanSupplier delete = deletes.remove(deletes.size() - 1);
      delete.getAsBoolean();
      return Optional.of(delete);
    }
    if (!progress.isEmpty() && (writings.isEmpty() || random.nextBoolean())) {
      return Optional.of(writeProgress(progress.get(random.nextInt(progress.size()))));
    }
    return writings.isEmpty()
        ? Optional.empty()
        : Optional.of(writePut(writings.get(random.nextInt(writings.size()))));
  }

  private void takeFlushes() {
    while (writings.size() < 3) {
      Optional<Flush> next = partition.nextFlush();
      if (next.isEmpty()) {
        return;
      }
      Flush flush = next.get();
      order.begin(flush).thenRun(() -> written(flush));
    }
  }

  private CompletableFuture<Void> beginContent(Flush flush) {
    List<BooleanSupplier> puts = tables.puts(flush);
    if (puts.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    Collections.shuffle(puts, random);
    Writing writing = new Writing(puts, new CompletableFuture<>());
    writings.add(writing);
    return writing.acknowledged();
  }

  private BooleanSupplier writePut(Writing writing) {
    BooleanSupplier put = writing.puts().remove(writing.puts().size() - 1);
    put.getAsBoolean();
    if (writing.puts().isEmpty()) {
      writings.remove(writing);
      writing.acknowledged().complete(null);
    }
    return put;
  }

  private CompletableFuture<Void> beginProgress(Flush flush) {
    Progress begun = new Progress(flush);
    progress.add(begun);
    return begun.acknowledged;
  }

  private BooleanSupplier writeProgress(Progress head) {
    BooleanSupplier put = nextPut(head);
    put.getAsBoolean();
    if (head.frontierWritten || head.flush.checkpoint().isEmpty()) {
      progress.remove(head);
      head.acknowledged.complete(null);
    } else {
      head.frontierWritten = true;
    }
    return put;
  }

  private BooleanSupplier nextPut(Progress head) {
    return head.frontierWritten
        ? tables.putCheckpoint(number, head.flush.checkpoint().orElseThrow())
        : tables.putFrontier(head.flush);
  }

  private void written(Flush flush) {
    partition.written(flush);
    deletes.addAll(tables.deletes(flush));
    if (flush.tier() == Tier.LIVE && partition.settlesUnderWay() > 0) {
      liveBesideSettle.run();
    }
    if (flush.replacesBlocks()) {
      expiries.add(new Expiry(now + GRACE, flush.stamp()));
    }
  }

  private void takeExpiries() {
    while (!expiries.isEmpty() && expiries.peek().due() <= now) {
      deletes.addAll(tables.deletesOfBlocks(number, expiries.remove().stamp()));
    }
  }

  /** Takes all tuples, and writes all there is to write. */
  void settle(long time) {
    while (!inbox.isEmpty() || !lookUps.isEmpty()) {
      takeTuple();
      answerOne();
    }
    flush();
    partition.flush();
    while (writeOne(time).isPresent()) {}
  }

  /** Whether it holds a part of a segment that its successor has to compute again. */
  boolean midSegment() {
    boolean beyond =
        tables.frontier(number).map(Frontier::position).orElse(0L)
            > tables.checkpoint(number).map(Checkpoint::position).orElse(Long.MAX_VALUE);
    return beyond || partition.dirty() || partition.flushesUnderWay() > 0;
  }

  /** The writes that are on their way when it dies: they may still arrive, or not. */
  List<BooleanSupplier> underWay() {
    List<BooleanSupplier> underWay = new ArrayList<>(deletes);
    writings.forEach(writing -> underWay.addAll(writing.puts()));
    progress.forEach(begun -> underWay.add(nextPut(begun)));
    return underWay;
  }
}
