package org.tideline.views.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.tideline.views.document.LogRecord;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.MicroBatch;
import org.tideline.views.realtime.PartitionFeed;

/** A spout of one partition around the real feed. */
final class SimulatedSpout {
  private static final int MAX_BYTES_IN_FLIGHT = 12;
  private static final long HEARTBEAT = 1000;

  /** A batch on its way from a spout to a bolt, and its tuple at once. */
  record Tuple(SimulatedSpout spout, PartitionFeed.Message message) {
    MicroBatch batch() {
      return message.batch();
    }
  }

  private final int partition;
  private final Random random;
  private final SimulatedLog log;
  private final SimulatedTables tables;
  private final Consumer<Tuple> network;
  private final PartitionFeed feed;
  private final List<PartitionFeed.Message> emitted = new ArrayList<>();

  SimulatedSpout(
      int partition,
      Random random,
      SimulatedLog log,
      SimulatedTables tables,
      Consumer<Tuple> network) {
    this.partition = partition;
    this.random = random;
    this.log = log;
    this.tables = tables;
    this.network = network;
    this.feed = new PartitionFeed(partition, MAX_BYTES_IN_FLIGHT, HEARTBEAT);
  }

  /** What a spout does when it is asked for the next tuple. */
  void nextTuple(long now) {
    if (feed.loadDue(now)) {
      load(
          tables
              .checkpoint(partition)
              .orElseGet(() -> Checkpoint.startingAt(log.start(partition))));
    }
    List<LogRecord> records =
        feed.hasRoom() ? log.read(partition, feed.position(), 1 + random.nextInt(6)) : List.of();
    if (feed.hasRoom() && log.end(partition) > feed.position()) {
      emit(records, now);
    } else {
      feed.heartbeat(now).ifPresent(this::send);
    }
  }

  void load(Checkpoint checkpoint) {
    feed.started(checkpoint);
  }

  private void emit(List<LogRecord> records, long now) {
    boolean all =
        records.isEmpty()
            || records.get(records.size() - 1)
                == log.records(partition).get(log.records(partition).size() - 1);
    // A consumer that has read the last record may or may not have moved over what follows it.
    long to =
        records.isEmpty() || all && random.nextBoolean()
            ? log.end(partition)
            : records.get(records.size() - 1).position() + 1;
    send(feed.emit(records, to, records.size(), now));
  }

  private void send(PartitionFeed.Message message) {
    emitted.add(message);
    network.accept(new Tuple(this, message));
  }

  void acked(PartitionFeed.Message message) {
    feed.acked(message.id());
  }

  void failed(PartitionFeed.Message message, long now) {
    feed.failed(message.id(), now);
  }

  /** The checkpoint cannot be read, or the log cannot. */
  void troubled(long now) {
    feed.retryLoad(now);
  }

  /** One of the last tuples is given up. */
  void timeOut(long now) {
    Optional.of(emitted)
        .filter(messages -> !messages.isEmpty())
        .ifPresent(
            messages -> {
              int back = Math.min(messages.size(), 1 + random.nextInt(4));
              feed.failed(messages.get(messages.size() - back).id(), now);
            });
  }

  /** Whether it has read all there is and knows that all of it is readable. */
  boolean done() {
    return feed.state() == PartitionFeed.State.RUN
        && feed.position() == log.end(partition)
        && !feed.waiting();
  }

  @Override
  public String toString() {
    return "spout of partition %d in %s at %d, %s"
        .formatted(partition, feed.state(), feed.position(), feed.waiting() ? "waiting" : "idle");
  }
}
