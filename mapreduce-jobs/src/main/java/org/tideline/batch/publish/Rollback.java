package org.tideline.batch.publish;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.apache.hadoop.hbase.client.Table;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.StepException;
import org.tideline.schema.generation.Certificate;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.ServingChange;
import org.tideline.schema.generation.Verdict;
import org.tideline.schema.progress.ReachedCut;
import org.tideline.views.time.Cut;

/** Lets another kept generation serve: one row is changed, and nothing is lost. */
final class Rollback {
  private static final String WHAT = "rollback";

  private final BatchLayer layer;

  Rollback(BatchLayer layer) {
    this.layer = layer;
  }

  /**
   * Rolls back.
   *
   * @param to the generation that is to serve; the one before if empty
   * @param force why it is to be done though answers may miss records for a while, if it is
   * @return the row after it
   * @throws StepException if the speed layer has not reached the cut of the generation that serves
   */
  Serving rollBack(OptionalInt to, Optional<String> force) throws IOException {
    Serving before = layer.serving();
    int target =
        to.orElseGet(
            () ->
                before
                    .previous()
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "generation %d serves, and there is none before it"
                                    .formatted(before.generation()))));
    Epoch epoch = layer.store().epoch(before.epoch()).orElseThrow();
    Serving after = after(before, target, epoch);
    if (force.isEmpty() && after.cut().ingestTime() < before.cut().ingestTime()) {
      requireReached(before, target, epoch);
    }
    ServingChange change =
        new ServingChange(
            after.revision(), System.currentTimeMillis(), WHAT, target, force.orElse(""));
    if (!layer.store().replaceServing(before, after, change)) {
      throw new StepException(
          "generation %d: the serving row was changed by another program meanwhile; look at it, and roll back again"
              .formatted(target));
    }
    return after;
  }

  private Serving after(Serving before, int target, Epoch epoch) throws IOException {
    if (target == 0) {
      return before.turningTo(0, epoch.number(), Serving.empty(epoch).cut(), Verdict.UNPROVEN);
    }
    Manifest manifest = layer.manifest(target);
    Verdict verdict =
        layer.store().certificate(target).map(Certificate::verdict).orElse(Verdict.UNPROVEN);
    return before.turningTo(target, manifest.epoch(), manifest.cut(), verdict);
  }

  /** Records between the two cuts are in the batch views of the newer generation alone. */
  private void requireReached(Serving before, int target, Epoch epoch) throws IOException {
    Cut cut = before.cut();
    try (Table progress = layer.connection().getTable(layer.names().progress())) {
      SortedMap<Integer, Long> behind =
          ReachedCut.behind(progress, epoch.number(), epoch.startPositions(), cut);
      if (!behind.isEmpty()) {
        throw new StepException(
            "rollback to generation %d: expected the speed layer to have reached the cut of generation %d, found it has not in %s: answers would miss what came before; wait for it, or roll back with --force --why TEXT"
                .formatted(
                    target,
                    before.generation(),
                    behind.entrySet().stream()
                        .map(partition -> place(partition, cut))
                        .collect(Collectors.joining(", "))));
      }
    }
  }

  private static String place(Map.Entry<Integer, Long> partition, Cut cut) {
    return "partition %d (%d of %d)"
        .formatted(
            partition.getKey(), partition.getValue(), cut.positions().get(partition.getKey()));
  }
}
