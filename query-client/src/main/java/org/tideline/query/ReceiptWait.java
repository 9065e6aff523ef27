package org.tideline.query;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.tideline.schema.progress.Stop;
import org.tideline.views.realtime.Frontier;

/** Waits for the frontiers to pass a receipt. */
final class ReceiptWait {
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Snapshots snapshots;
  private final Map<Integer, Long> receipt;

  ReceiptWait(Snapshots snapshots, Map<Integer, Long> receipt) {
    this.snapshots = snapshots;
    this.receipt = new TreeMap<>(receipt);
  }

  void await(long timeout, long readTimeout) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeout);
    Snapshot snapshot = snapshots.refresh(readTimeout);
    Optional<Integer> behind = behind(snapshot);
    while (behind.isPresent()) {
      int partition = behind.get();
      Stop stop = snapshot.stops().get(partition);
      if (stop != null) {
        throw new QueryException(
            "partition %d stopped (%s) before position %d: %s"
                .formatted(partition, stop.reason(), receipt.get(partition), stop.detail()));
      }
      if (System.nanoTime() > end) {
        throw new QueryException(
            "partition %d: expected the frontier to pass %d within %d ms, found it at %d; is the speed layer running? The records are safe in the log"
                .formatted(
                    partition, receipt.get(partition), timeout, position(snapshot, partition)));
      }
      LockSupport.parkNanos(POLL_NANOS);
      snapshot = snapshots.refresh(readTimeout);
      behind = behind(snapshot);
    }
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
