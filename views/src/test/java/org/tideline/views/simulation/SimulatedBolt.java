package org.tideline.views.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.Flush;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.RealtimePartition;
import org.tideline.views.simulation.SimulatedSpout.Tuple;
import org.tideline.views.time.Segmentation;

/**
 * A bolt of one partition around the real state. It writes as the protocol asks: the puts of the
 * flushes it was given in any order, the frontier of a flush once all puts up to it are
 * acknowledged, then its checkpoint, and some time after it the deletes of pieces.
 */
final class SimulatedBolt {
  /** Takes the answers of a bolt back to the spouts. */
  interface Replies {
    void ack(Tuple tuple);

    void fail(Tuple tuple);
  }

  /** One flush under way. */
  private static final class Writing {
    private final Flush flush;
    private final List<BooleanSupplier> puts;
    private boolean frontierWritten;

    Writing(Flush flush, List<BooleanSupplier> puts) {
      this.flush = flush;
      this.puts = puts;
    }
  }

  private final int number;
  private final long epochStart;
  private final Random random;
  private final SimulatedTables tables;
  private final RealtimePartition<Tuple> partition;
  private final Deque<Tuple> inbox = new ArrayDeque<>();
  private final Deque<Writing> writings = new ArrayDeque<>();

  /** Of pieces that acknowledged folds repeat. */
  private final List<BooleanSupplier> deletes = new ArrayList<>();

  SimulatedBolt(
      int number,
      long epochStart,
      Random random,
      Segmentation segmentation,
      TermAnalyzer analyzer,
      SimulatedTables tables,
      Replies replies) {
    this.number = number;
    this.epochStart = epochStart;
    this.random = random;
    this.tables = tables;
    this.partition =
        new RealtimePartition<>(
            number,
            segmentation,
            analyzer,
            tables,
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
            });
  }

  private void requireReadable(Tuple tuple) {
    long readable = tables.frontier(number).map(Frontier::position).orElse(epochStart);
    if (readable < tuple.batch().to()) {
      throw Violation.unsafe(
          "partition %d: a tuple to %d was acknowledged with the frontier at %d"
              .formatted(number, tuple.batch().to(), readable));
    }
  }

  void deliver(Tuple tuple) {
    inbox.add(tuple);
  }

  /** Does one thing that is to be done; nothing if there is none. */
  void step() {
    switch (random.nextInt(6)) {
      case 0 -> partition.flush();
      case 1, 2 -> takeTuple();
      default -> writeOne();
    }
  }

  private void takeTuple() {
    Optional.ofNullable(inbox.poll()).ifPresent(tuple -> partition.offer(tuple.batch(), tuple));
  }

  /** One put, or one row of progress; the put that was made, so that it may be repeated. */
  Optional<BooleanSupplier> writeOne() {
    takeFlushes();
    List<Writing> open = writings.stream().filter(writing -> !writing.puts.isEmpty()).toList();
    Writing head = writings.peek();
    if (!deletes.isEmpty() && (head == null || random.nextInt(4) == 0)) {
      BooleanSupplier delete = deletes.remove(deletes.size() - 1);
      delete.getAsBoolean();
      return Optional.of(delete);
    }
    if (head == null) {
      return Optional.empty();
    }
    if (head.puts.isEmpty() && (open.isEmpty() || random.nextBoolean())) {
      return Optional.of(writeProgress(head));
    }
    List<BooleanSupplier> puts = open.get(random.nextInt(open.size())).puts;
    BooleanSupplier put = puts.remove(puts.size() - 1);
    put.getAsBoolean();
    return Optional.of(put);
  }

  private void takeFlushes() {
    while (writings.size() < 3) {
      Optional<Flush> next = partition.nextFlush();
      if (next.isEmpty()) {
        return;
      }
      List<BooleanSupplier> puts = tables.puts(next.get());
      Collections.shuffle(puts, random);
      writings.add(new Writing(next.get(), puts));
    }
  }

  private BooleanSupplier writeProgress(Writing head) {
    Optional<Checkpoint> checkpoint = head.flush.checkpoint();
    BooleanSupplier put;
    if (!head.frontierWritten) {
      put = tables.putFrontier(head.flush);
      head.frontierWritten = true;
    } else {
      put = tables.putCheckpoint(number, checkpoint.orElseThrow());
      checkpoint = Optional.empty();
    }
    put.getAsBoolean();
    if (checkpoint.isEmpty()) {
      writings.remove(head);
      partition.written(head.flush);
      deletes.addAll(tables.deletes(head.flush));
    }
    return put;
  }

  /** Takes all tuples, and writes all there is to write. */
  void settle() {
    while (!inbox.isEmpty()) {
      takeTuple();
    }
    partition.flush();
    while (writeOne().isPresent()) {}
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
    writings.forEach(writing -> underWay.addAll(writing.puts));
    Optional.ofNullable(writings.peek())
        .filter(head -> head.puts.isEmpty())
        .ifPresent(
            head ->
                underWay.add(
                    head.frontierWritten
                        ? tables.putCheckpoint(number, head.flush.checkpoint().orElseThrow())
                        : tables.putFrontier(head.flush)));
    return underWay;
  }
}
