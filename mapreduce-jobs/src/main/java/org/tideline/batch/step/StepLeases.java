package org.tideline.batch.step;

import java.io.IOException;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.tideline.schema.generation.GenerationStore;
import org.tideline.schema.settings.GenerationSettings;

/**
 * The leases of all steps of a generation that anybody ever worked on, and of one that is not a
 * run's: while they are held, no run works on any of these steps.
 */
public final class StepLeases implements AutoCloseable {
  private final GenerationStore store;
  private final int generation;
  private final Map<String, StepLease> leases = new TreeMap<>();

  private StepLeases(GenerationStore store, int generation) {
    this.store = store;
    this.generation = generation;
  }

  /**
   * Takes all of them; waits for the time of a lease where a dead run has one.
   *
   * @param work what is to be done meanwhile, with a lease as if it were a step
   * @throws StepException if somebody works on one of them
   */
  public static StepLeases take(BatchLayer layer, int generation, String work)
      throws IOException, InterruptedException {
    long patience = GenerationSettings.from(layer.configuration()).lease();
    StepLeases taken = new StepLeases(layer.store(), generation);
    boolean all = false;
    try {
      SortedSet<String> steps = layer.store().leased(generation);
      steps.add(work);
      for (String step : steps) {
        taken.leases.put(step, StepLease.take(layer, generation, step, patience));
      }
      all = true;
      return taken;
    } finally {
      if (!all) {
        taken.close();
      }
    }
  }

  /**
   * Makes sure that all are still this program's, and that no run has begun another step.
   *
   * @throws StepException if one has
   */
  public void requireAll() throws IOException {
    for (StepLease lease : leases.values()) {
      lease.requireHeld();
    }
    SortedSet<String> others = store.leased(generation);
    others.removeAll(leases.keySet());
    if (!others.isEmpty()) {
      throw new StepException(
          "generation %d: expected nobody to work on it, found a run that has begun the step %s; wait for its end"
              .formatted(generation, others.first()));
    }
  }

  @Override
  public void close() throws IOException {
    for (StepLease lease : leases.values()) {
      lease.close();
    }
  }
}
