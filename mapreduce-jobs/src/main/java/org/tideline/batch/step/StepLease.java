package org.tideline.batch.step;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.hbase.client.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tideline.schema.generation.GenerationStore;
import org.tideline.schema.generation.Lease;

/**
 * Keeps two runs from working on one step of a generation. It beats while it is held; one that does
 * not beat for the time of {@code tideline.batch.lease}, by the clock of whoever looks on, is that
 * of a dead run and is taken over. Nobody's clock is compared with another's.
 */
public final class StepLease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StepLease.class);
  private static final int BEATS_PER_LEASE = 5;

  private final Table table;
  private final int generation;
  private final String step;
  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(StepLease::thread);
  private Lease mine;
  private boolean lost;

  private StepLease(Table table, int generation, String step, Lease mine) {
    this.table = table;
    this.generation = generation;
    this.step = step;
    this.mine = mine;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "tideline-batch-lease");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Takes the lease of a step; waits for the time of a lease where a dead run has it.
   *
   * @param patience milliseconds without a beat after which a run is dead
   * @throws StepException if another run works on it
   */
  public static StepLease take(BatchLayer layer, int generation, String step, long patience)
      throws IOException, InterruptedException {
    Table table = layer.connection().getTable(layer.names().generations());
    boolean taken = false;
    try {
      GenerationStore store = new GenerationStore(table);
      Lease found = awaitDeath(store, generation, step, patience);
      Lease mine = found.heldBy(UUID.randomUUID().toString());
      if (!store.replaceLease(generation, step, found, mine)) {
        throw busy(generation, step);
      }
      StepLease lease = new StepLease(table, generation, step, mine);
      lease.beats.scheduleWithFixedDelay(
          lease::beat,
          patience / BEATS_PER_LEASE,
          patience / BEATS_PER_LEASE,
          TimeUnit.MILLISECONDS);
      taken = true;
      return lease;
    } finally {
      if (!taken) {
        table.close();
      }
    }
  }

  private static Lease awaitDeath(GenerationStore store, int generation, String step, long patience)
      throws IOException, InterruptedException {
    Lease found = store.lease(generation, step);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience);
    while (found.taken() && System.nanoTime() - end < 0) {
      TimeUnit.MILLISECONDS.sleep(Math.max(1, patience / BEATS_PER_LEASE));
      Lease now = store.lease(generation, step);
      if (now.taken() && !now.equals(found)) {
        throw busy(generation, step);
      }
      found = now;
    }
    return found;
  }

  private static StepException busy(int generation, String step) {
    return new StepException(
        "generation %d, step %s: expected nobody to work on it, found another run that does; wait for its end"
            .formatted(generation, step));
  }

  private synchronized void beat() {
    try {
      Lease next = mine.heldBy(mine.holder());
      if (new GenerationStore(table).replaceLease(generation, step, mine, next)) {
        mine = next;
      } else {
        lost = true;
        beats.shutdown();
      }
    } catch (IOException | RuntimeException e) {
      // Whether it is still held the next beat will say, or the next step that asks.
      LOG.warn(
          "the lease of generation {}, step {} could not be renewed: {}",
          generation,
          step,
          e.toString());
    }
  }

  /**
   * Makes sure that the step is still this run's.
   *
   * @throws StepException if another run has taken it over
   */
  public synchronized void requireHeld() throws IOException {
    if (lost || !new GenerationStore(table).lease(generation, step).equals(mine)) {
      throw new StepException(
          "generation %d, step %s: expected to hold its lease, found that another run has taken it over, since this one gave no sign of life for longer than tideline.batch.lease"
              .formatted(generation, step));
    }
  }

  @Override
  public synchronized void close() throws IOException {
    beats.shutdownNow();
    if (!lost) {
      // Who has taken it over meanwhile keeps it.
      new GenerationStore(table).replaceLease(generation, step, mine, mine.heldBy(""));
    }
    table.close();
  }
}
