package org.tideline.speed.log;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.PartitionFeed;

/** One partition in a spout: its feed, the load under way, and when it last spoke and heard. */
final class FedPartition {
  /** Milliseconds between two empty batches while something waits: the clock of the bolt. */
  private static final long TICK = 10;

  /** Milliseconds without an answer after which the bolt is busy elsewhere and needs no clock. */
  private static final long QUIET_AFTER = 2_000;

  /**
   * Milliseconds from one reading to the next while something waits: the bolt looks older versions
   * up once a tuple, and many small tuples would cost it more than what is in them.
   */
  private static final long GATHER = 40;

  private final int number;
  private final PartitionFeed feed;
  private Optional<CompletableFuture<Loaded>> load = Optional.empty();
  private Optional<Checkpoint> begun = Optional.empty();
  private boolean loadFails;
  private long seen;
  private long lastRead;
  private long lastEmit;
  private long lastProgress;

  FedPartition(int number, PartitionFeed feed) {
    this.number = number;
    this.feed = feed;
  }

  int number() {
    return number;
  }

  PartitionFeed feed() {
    return feed;
  }

  /** The position below which records were read. */
  long seen() {
    return seen;
  }

  /** Where it began last, once it has. */
  Checkpoint begun() {
    return begun.orElseThrow();
  }

  /** Begins at {@code checkpoint}. */
  void begin(Checkpoint checkpoint) {
    begun = Optional.of(checkpoint);
    loadFails = false;
    feed.started(checkpoint);
  }

  void loading(CompletableFuture<Loaded> underWay) {
    load = Optional.of(underWay);
  }

  boolean loading() {
    return load.isPresent();
  }

  /** What was loaded, once. */
  Optional<CompletableFuture<Loaded>> loaded() {
    Optional<CompletableFuture<Loaded>> done = load.filter(CompletableFuture::isDone);
    if (done.isPresent()) {
      load = Optional.empty();
    }
    return done;
  }

  /** Notes that a load failed; whether it is the first one since it began. */
  boolean loadFailed() {
    boolean first = !loadFails;
    loadFails = true;
    return first;
  }

  /** Whether records are to be read now. */
  boolean wantsRecords(long now) {
    return feed.hasRoom() && (!feed.waiting() || now - lastRead >= GATHER);
  }

  /** The batch of {@code records}. */
  PartitionFeed.Message emit(Reading.Records records, long now) {
    lastRead = now;
    lastEmit = now;
    lastProgress = now;
    seen = Math.max(seen, records.to());
    return feed.emit(records.records(), records.to(), records.bytes(), now);
  }

  void answered(long now) {
    lastProgress = now;
  }

  /** An empty batch, if it is time for one. */
  Optional<PartitionFeed.Message> empty(long now) {
    boolean tick =
        feed.state() == PartitionFeed.State.RUN
            && feed.waiting()
            && now - lastEmit >= TICK
            && now - lastProgress < QUIET_AFTER;
    Optional<PartitionFeed.Message> message =
        tick ? Optional.of(feed.emit(List.of(), feed.position(), 0, now)) : feed.heartbeat(now);
    if (message.isPresent()) {
      lastEmit = now;
    }
    return message;
  }
}
