package org.tideline.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.client.TableDescriptor;
import org.junit.jupiter.api.Test;
import org.tideline.batch.publish.GenerationState;
import org.tideline.batch.publish.GenerationState.Standing;
import org.tideline.batch.publish.Generations;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.StepException;
import org.tideline.batch.step.StepLease;
import org.tideline.schema.generation.GenerationStore;
import org.tideline.schema.generation.Lease;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.ServingChange;
import org.tideline.schema.generation.StepRecord;
import org.tideline.schema.generation.Verdict;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;

/** Generations come and go: taken back, dropped, expired, and never worked on by two at once. */
class GenerationsIT {
  private static void append(Ground ground, String id) throws Exception {
    ground.append(new Change.Put(new Document(id, 1, Map.of(), "whale " + id)));
  }

  private static Manifest runProven(Ground ground) throws Exception {
    return runProven(ground, new ArrayList<>());
  }

  private static Manifest runProven(Ground ground, List<String> notices) throws Exception {
    StepListener listener =
        new StepListener() {
          @Override
          public void notice(String notice) {
            notices.add(notice);
          }
        };
    try (BatchRun run = BatchRun.open(ground.configuration(), listener)) {
      Manifest manifest = run.freeze(OptionalInt.empty(), false);
      new PlainSpeedLayer(ground).write(manifest.cut());
      return run.finish(manifest.generation());
    }
  }

  private static List<Standing> standings(Generations generations) throws IOException {
    return generations.list().stream().map(GenerationState::standing).toList();
  }

  @Test
  void rollsBackAndForthAndDrops() throws Exception {
    try (Ground ground = new Ground("rollback");
        Generations generations = Generations.open(ground.configuration())) {
      append(ground, "a");
      runProven(ground);
      append(ground, "b");
      // Without a speed layer beyond the first cut: unproven, and published all the same.
      Manifest second = ground.runBatch();
      assertThat(ground.serving().verdict()).isEqualTo(Verdict.UNPROVEN);
      assertThatExceptionOfType(StepException.class)
          .isThrownBy(() -> generations.rollBack(OptionalInt.empty(), Optional.empty()))
          .withMessageMatching(
              "rollback to generation 1: expected the speed layer to have reached the cut of generation 2, found it has not in partition 0 \\(\\d+ of \\d+\\), .*: answers would miss what came before; wait for it, or roll back with --force --why TEXT");
      generations.rollBack(OptionalInt.empty(), Optional.of("index is broken"));
      assertThat(ground.serving().generation()).isEqualTo(1);
      assertThat(ground.serving().verdict()).isEqualTo(Verdict.MATCH);

      generations.rollBack(OptionalInt.of(2), Optional.empty());
      assertThat(ground.serving().cut()).isEqualTo(second.cut());
      new PlainSpeedLayer(ground).write(second.cut());
      generations.rollBack(OptionalInt.empty(), Optional.empty());
      Serving back = ground.serving();
      assertThat(back.generation()).isEqualTo(1);
      assertThat(standings(generations)).containsExactly(Standing.SERVING, Standing.KEPT);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> generations.rollBack(OptionalInt.of(1), Optional.empty()))
          .withMessage("generation 1 serves already");

      // It was published, and is taken for served no more.
      try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
        assertThatExceptionOfType(StepException.class)
            .isThrownBy(() -> run.finish(2))
            .withMessage(
                "generation 2: expected one that is not published yet, or serves; found that it was published, and that generation 1 serves since; tideline generations rollback 2 lets it serve again");
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> generations.drop(1, notice -> {}))
          .withMessage("generation 1 serves; roll back first, or publish another one");
      // A new one builds on what serves; the one that was taken back is a dead end, and goes.
      append(ground, "c");
      runProven(ground);
      assertThat(ground.serving().generation()).isEqualTo(3);
      assertThat(ground.serving().verdict()).isEqualTo(Verdict.MATCH);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> generations.drop(1, notice -> {}))
          .withMessage(
              "generation 1 is the one to roll back to from generation 3, which serves; it goes when it is no more");
      assertThat(standings(generations))
          .containsExactly(Standing.KEPT, Standing.GONE, Standing.SERVING);
      assertThat(exists(ground, ground.names().words(2))).isFalse();
      assertThat(generations.changes())
          .extracting(ServingChange::what, ServingChange::generation, ServingChange::why)
          .containsExactly(
              tuple("publish", 3, ""),
              tuple("rollback", 1, ""),
              tuple("rollback", 2, ""),
              tuple("rollback", 1, "index is broken"),
              tuple("publish", 2, ""),
              tuple("publish", 1, ""));
    }
  }

  @Test
  void dropsWhatNobodyWorksOnAndNotesIt() throws Exception {
    try (Ground ground = new Ground("drop");
        Generations generations = Generations.open(ground.configuration())) {
      ground.hadoop().set("tideline.batch.lease", "1s");
      append(ground, "a");
      try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {});
          BatchLayer layer = BatchLayer.open(ground.configuration())) {
        int generation = run.freeze(OptionalInt.empty(), false).generation();
        for (String step : List.of("archive", "current", "words")) {
          run.run(step, generation);
        }
        try (StepLease working = StepLease.take(layer, generation, "words", 1_000)) {
          assertThatExceptionOfType(StepException.class)
              .isThrownBy(() -> generations.drop(generation, notice -> {}))
              .withMessage(
                  "generation 1, step words: expected nobody to work on it, found another run that does; wait for its end");
          working.requireHeld();
        }
        assertThat(standings(generations)).containsExactly(Standing.WAITING);

        // It never served: nobody has to be waited for.
        generations.drop(
            generation,
            notice -> {
              throw new AssertionError(notice);
            });
        assertThat(exists(ground, ground.names().words(generation))).isFalse();
        assertThat(standings(generations)).containsExactly(Standing.GONE);
        assertThat(generations.steps(generation)).extracting(StepRecord::step).contains("drop");
        assertThatExceptionOfType(StepException.class)
            .isThrownBy(() -> run.run("index", generation))
            .withMessage(
                "generation 1: expected one to be finished, found that it was dropped; run the batch layer anew");
      }
    }
  }

  /** A crash between two steps leaves it to the freeze that comes next. */
  @Test
  void freezeLeavesToExpiryWhatReadersMayStillRead() throws Exception {
    try (Ground ground = new Ground("swept");
        Generations generations = Generations.open(ground.configuration())) {
      append(ground, "a");
      runProven(ground);
      append(ground, "b");
      runProven(ground);
      generations.rollBack(OptionalInt.empty(), Optional.empty());
      append(ground, "c");
      List<String> notices = new ArrayList<>();
      StepListener listener =
          new StepListener() {
            @Override
            public void notice(String notice) {
              notices.add(notice);
            }
          };
      try (BatchRun run = BatchRun.open(ground.configuration(), listener)) {
        Manifest third = run.freeze(OptionalInt.empty(), false);
        new PlainSpeedLayer(ground).write(third.cut());
        for (String step :
            List.of(
                "archive",
                "current",
                "words",
                "index",
                "ranking",
                "timeline",
                "views",
                "load",
                "certify",
                "publish")) {
          run.run(step, third.generation());
        }
        assertThat(ground.serving().kept()).doesNotContain(2);
        run.freeze(OptionalInt.empty(), false);
        assertThat(exists(ground, ground.names().words(2))).isTrue();
        run.run("expire", third.generation());
        assertThat(exists(ground, ground.names().words(2))).isFalse();
      }
    }
  }

  private static boolean exists(Ground ground, TableName table) throws IOException {
    try (Admin admin = ground.connection().getAdmin()) {
      return admin.tableExists(table);
    }
  }

  private static TreeSet<Long> periods(Ground ground) throws IOException {
    TreeSet<Long> periods = new TreeSet<>();
    try (Admin admin = ground.connection().getAdmin()) {
      for (TableDescriptor table : admin.listTableDescriptors()) {
        ground.names().periodStart(1, table.getTableName()).ifPresent(periods::add);
      }
    }
    return periods;
  }

  @Test
  void expiryDeletesWholeGenerationsAndPeriodsBelowTheFloor() throws Exception {
    try (Ground ground = new Ground("expire")) {
      ground.hadoop().set("tideline.realtime.period", "1s");
      ground.hadoop().set("tideline.retention.generations", "2");
      append(ground, "a");
      Manifest first = runProven(ground);
      append(ground, "b");
      Manifest second = runProven(ground);
      assertThat(ground.serving().kept()).containsExactly(1, 2);
      assertThat(ground.serving().floor()).isEqualTo(first.cut().ingestTime());
      append(ground, "c");
      List<String> notices = new ArrayList<>();
      ground.hadoop().set("tideline.query.timeout", "20s");
      Manifest third = runProven(ground, notices);
      // The time that the run has taken is time in which nobody began to read what goes.
      long before =
          ground.steps(3).values().stream()
              .filter(step -> !step.step().equals("expire"))
              .mapToLong(StepRecord::millis)
              .sum();
      assertThat(ground.steps(3).get("expire").millis())
          .isLessThan(Math.max(0, 20_002 - before) + 5_000);
      assertThat(notices.stream().filter(notice -> notice.startsWith("waiting ")))
          .allMatch(
              notice ->
                  notice.matches(
                      "waiting \\d+\\.\\d s for queries that may still read generation 1"));

      Serving serving = ground.serving();
      assertThat(serving.kept()).containsExactly(2, 3);
      assertThat(serving.floor()).isEqualTo(second.cut().ingestTime());
      assertThat(serving.verdict()).isEqualTo(Verdict.MATCH);
      assertThat(exists(ground, ground.names().words(1))).isFalse();
      assertThat(exists(ground, ground.names().index(1))).isFalse();
      assertThat(exists(ground, ground.names().words(2))).isTrue();
      assertThat(ground.root().resolve("generations/00000001")).doesNotExist();
      assertThat(ground.root().resolve("generations/00000002")).exists();
      assertThat(periods(ground)).isNotEmpty().allMatch(start -> start + 1_000 > serving.floor());
      assertThat(ground.words(3)).isEqualTo(ground.expected(third));
    }
  }

  @Test
  void twoRunsNeverWorkOnOneStep() throws Exception {
    try (Ground ground = new Ground("lease")) {
      ground.hadoop().set("tideline.batch.lease", "1s");
      append(ground, "a");
      try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {});
          BatchRun other = BatchRun.open(ground.configuration(), new StepListener() {});
          Table table = ground.connection().getTable(ground.names().generations())) {
        GenerationStore store = new GenerationStore(table);
        int generation = run.freeze(OptionalInt.empty(), false).generation();
        BatchRun intruding =
            BatchRun.open(
                ground.configuration(),
                new StepListener() {
                  @Override
                  public void started(String step) {
                    if (step.equals("words")) {
                      assertThatExceptionOfType(StepException.class)
                          .isThrownBy(() -> other.run("words", generation))
                          .withMessage(
                              "generation 1, step words: expected nobody to work on it, found another run that does; wait for its end");
                    }
                    if (step.equals("index")) {
                      takeOver(store, generation);
                    }
                  }
                });
        assertThatExceptionOfType(StepException.class)
            .isThrownBy(() -> intruding.finish(generation))
            .withMessage(
                "generation 1, step index: expected to hold its lease, found that another run has taken it over, since this one gave no sign of life for longer than tideline.batch.lease");
        intruding.close();
        // The other one died too: nothing beats any more.
        long start = System.nanoTime();
        run.finish(generation);
        assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.SECONDS.toNanos(1));
        assertThat(store.lease(generation, "index").taken()).isFalse();
        assertThat(ground.serving().generation()).isEqualTo(1);
      }
    }
  }

  private static void takeOver(GenerationStore store, int generation) {
    try {
      Lease lease = store.lease(generation, "index");
      while (!store.replaceLease(generation, "index", lease, lease.heldBy("another"))) {
        lease = store.lease(generation, "index");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
