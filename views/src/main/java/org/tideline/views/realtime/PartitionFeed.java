package org.tideline.views.realtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.tideline.views.document.LogRecord;

/**
 * One partition of the log in a spout: what may be read next, what is in flight, and when to begin
 * again at the checkpoint.
 *
 * <pre>
 *   LOAD    -- started(checkpoint) --> RUN      -- failed(current session) --> LOAD, after a back-off
 *   LOAD or RUN -- stopped(..) --> STOPPED
 * </pre>
 *
 * Not safe for use by several threads; the time is an argument, in any steady milliseconds.
 */
public final class PartitionFeed {
  /** What the feed waits for. */
  public enum State {
    /** The checkpoint is to be loaded. */
    LOAD,
    /** Records are to be read. */
    RUN,
    /** Nothing: this partition may not go on. */
    STOPPED
  }

  /**
   * How long to wait before a load after a failure, in milliseconds; doubles up to the greatest.
   */
  private static final long FIRST_BACKOFF = 100;

  private static final long GREATEST_BACKOFF = 10_000;

  private record InFlight(long to, long bytes) {}

  /** A batch to emit under its message id. */
  public record Message(MessageId id, MicroBatch batch) {}

  private final int partition;
  private final long maxBytesInFlight;
  private final long heartbeat;

  private State state = State.LOAD;
  private long session;
  private long position;
  private Optional<Checkpoint> init = Optional.empty();
  private final Deque<InFlight> inFlight = new ArrayDeque<>();
  private long bytesInFlight;
  private long backoff = FIRST_BACKOFF;
  private long loadNotBefore = Long.MIN_VALUE;
  private long lastEmit;

  /**
   * A feed that has yet to load.
   *
   * @param maxBytesInFlight reading pauses at it
   * @param heartbeat milliseconds without a batch after which an empty one is due, full or not: it
   *     tells a bolt that lost its state, and its answer says so
   */
  public PartitionFeed(int partition, long maxBytesInFlight, long heartbeat) {
    this.partition = partition;
    this.maxBytesInFlight = maxBytesInFlight;
    this.heartbeat = heartbeat;
  }

  public State state() {
    return state;
  }

  /** The position of the next record to read, while the state is {@link State#RUN}. */
  public long position() {
    return position;
  }

  /** Whether the checkpoint is to be loaded now. */
  public boolean loadDue(long now) {
    return state == State.LOAD && now >= loadNotBefore;
  }

  /**
   * Begins a session at the checkpoint that was loaded.
   *
   * @throws IllegalStateException if none was to be loaded
   */
  public void started(Checkpoint checkpoint) {
    require(State.LOAD);
    session++;
    inFlight.clear();
    bytesInFlight = 0;
    position = checkpoint.position();
    init = Optional.of(checkpoint);
    lastEmit = Long.MIN_VALUE;
    state = State.RUN;
  }

  /** Ends the work on this partition until its epoch ends. */
  public void stopped() {
    state = State.STOPPED;
  }

  /** Whether records are to be read now. */
  public boolean hasRoom() {
    return state == State.RUN && bytesInFlight < maxBytesInFlight;
  }

  /**
   * The batch of records read from {@link #position} to the consumer position {@code to}.
   *
   * @param bytes what it counts for against the limit
   * @throws IllegalStateException if no records are to be read
   */
  public Message emit(List<LogRecord> records, long to, long bytes, long now) {
    require(State.RUN);
    MicroBatch batch = new MicroBatch(partition, position, to, records, init);
    MessageId id = new MessageId(partition, session, position, to);
    init = Optional.empty();
    position = to;
    inFlight.add(new InFlight(to, bytes));
    bytesInFlight += bytes;
    lastEmit = now;
    return new Message(id, batch);
  }

  /** An empty batch, if one is due. */
  public Optional<Message> heartbeat(long now) {
    boolean due = state == State.RUN && (lastEmit == Long.MIN_VALUE || now - lastEmit >= heartbeat);
    return due ? Optional.of(emit(List.of(), position, 0, now)) : Optional.empty();
  }

  /** Everything up to the end of the message is readable. */
  public void acked(MessageId message) {
    if (state != State.RUN || message.session() != session) {
      return;
    }
    backoff = FIRST_BACKOFF;
    while (!inFlight.isEmpty() && inFlight.peek().to() <= message.to()) {
      bytesInFlight -= inFlight.remove().bytes();
    }
  }

  /** The message was refused or lost. */
  public void failed(MessageId message, long now) {
    if (state != State.RUN || message.session() != session) {
      return;
    }
    retryLoad(now);
  }

  /** Loads again after a back-off, because a load or a read has failed; never once stopped. */
  public void retryLoad(long now) {
    if (state == State.STOPPED) {
      return;
    }
    state = State.LOAD;
    loadNotBefore = now + backoff;
    backoff = Math.min(2 * backoff, GREATEST_BACKOFF);
  }

  /** Whether anything emitted is not yet acknowledged. */
  public boolean waiting() {
    return !inFlight.isEmpty();
  }

  private void require(State expected) {
    if (state != expected) {
      throw new IllegalStateException(
          "feed of partition %d is in state %s, expected %s".formatted(partition, state, expected));
    }
  }
}
