package org.tideline.query;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.tideline.schema.progress.Stop;
import org.tideline.views.realtime.Frontier;

/**
 * Waits for the frontiers to pass a receipt, for as long as they move towards it: a great ingest
 * takes its time, and a reader that cannot read for a while does not mean that nobody writes.
 */
final class ReceiptWait {
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Snapshots snapshots;
  private final Map<Integer, Long> receipt;
  private final LongSupplier nanoTime;

  ReceiptWait(Snapshots snapshots, Map<Integer, Long> receipt) {
    this(snapshots, receipt, System::nanoTime);
  }

  ReceiptWait(Snapshots snapshots, Map<Integer, Long> receipt, LongSupplier nanoTime) {
    this.snapshots = snapshots;
    this.receipt = new TreeMap<>(receipt);
    this.nanoTime = nanoTime;
  }

  /**
   * Returns when all frontiers are there.
   *
   * @param timeout milliseconds without a move of a frontier that is still behind
   * @param readTimeout milliseconds of one look
   * @throws QueryException if the time is over, or a partition is stopped
   */
  void await(long timeout, long readTimeout) throws IOException {
    long limit = TimeUnit.MILLISECONDS.toNanos(timeout);
    long moved = nanoTime.getAsLong();
    long included = -1;
    Optional<Snapshot> snapshot = Optional.empty();
    Optional<IOException> failure = Optional.empty();
    while (true) {
      try {
        snapshot = Optional.of(snapshots.refresh(readTimeout));
        failure = Optional.empty();
      } catch (IOException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        failure = Optional.of(e);
      }
      Optional<Integer> behind = snapshot.flatMap(this::behind);
      if (snapshot.isPresent()) {
        if (behind.isEmpty()) {
          return;
        }
        requireNoStop(snapshot.get(), behind.get());
        long now = included(snapshot.get());
        if (now > included) {
          included = now;
          moved = nanoTime.getAsLong();
        }
      }
      if (nanoTime.getAsLong() - moved > limit) {
        throw expired(snapshot, behind, timeout, failure);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private void requireNoStop(Snapshot snapshot, int partition) throws QueryException {
    Stop stop = snapshot.stops().get(partition);
    if (stop != null) {
      throw new QueryException(
          "partition %d stopped (%s) before position %d: %s"
              .formatted(partition, stop.reason(), receipt.get(partition), stop.detail()));
    }
  }

  private QueryException expired(
      Optional<Snapshot> snapshot,
      Optional<Integer> behind,
      long timeout,
      Optional<IOException> failure) {
    if (snapshot.isEmpty() || behind.isEmpty()) {
      return new QueryException(
          "expected the frontiers to pass the receipt, found none to read within %d ms: %s; is HBase up? The records are safe in the log"
              .formatted(timeout, failure.map(IOException::getMessage).orElse("no answer")),
          failure.orElse(null));
    }
    int partition = behind.get();
    return new QueryException(
        "partition %d: expected the frontier to pass %d within %d ms, found it at %d%s; is the speed layer running? The records are safe in the log"
            .formatted(
                partition,
                receipt.get(partition),
                timeout,
                position(snapshot.get(), partition),
                failure.map(e -> " (last look failed: " + e.getMessage() + ")").orElse("")),
        failure.orElse(null));
  }

  /** Up to the receipt only: what comes after it may move for ever. */
  private long included(Snapshot snapshot) {
    return receipt.entrySet().stream()
        .mapToLong(entry -> Math.min(entry.getValue(), position(snapshot, entry.getKey())))
        .sum();
  }

  private Optional<Integer> behind(Snapshot snapshot) {
    return receipt.entrySet().stream()
        .filter(entry -> position(snapshot, entry.getKey()) < entry.getValue())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static long position(Snapshot snapshot, int partition) {
    return Optional.ofNullable(snapshot.frontiers().get(partition))
        .map(Frontier::position)
        .orElseGet(() -> snapshot.epoch().startPositions().getOrDefault(partition, 0L));
  }
}
