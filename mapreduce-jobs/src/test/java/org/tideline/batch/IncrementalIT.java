package org.tideline.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.hbase.client.Table;
import org.junit.jupiter.api.Test;
import org.tideline.batch.publish.LoadStep;
import org.tideline.batch.step.BatchStep;
import org.tideline.batch.step.StepException;
import org.tideline.schema.generation.GenerationStore;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.RunKind;
import org.tideline.schema.table.BatchTable;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;
import org.tideline.views.reference.RandomChanges;

/** A run that builds on its base gives what one gives that recomputes all. */
class IncrementalIT {
  private static void put(Ground ground, int number, long eventTime, String text) throws Exception {
    ground.append(new Change.Put(new Document("doc" + number, eventTime, Map.of(), text)));
  }

  /** A word in all documents, some in many, and one of its own in each. */
  private static String text(int number) {
    return "all w%d all own%d v%d".formatted(number % 7, number, number % 100);
  }

  @Test
  void hasTheCellsOfAFullRunAtTheSameCut() throws Exception {
    try (Ground ground = new Ground("incremental", "word-count analyzer=letter")) {
      RandomChanges changes = new RandomChanges(7, "d", "w");
      List<Integer> numbers = new ArrayList<>(IntStream.range(0, 700).boxed().toList());
      Collections.shuffle(numbers, new Random(7));
      // Some hundred postings of one word, so that there are blocks before and after a change.
      for (int number : numbers.subList(0, 500)) {
        put(ground, number, 1, text(number));
      }
      append(ground, changes, 100);
      assertThat(ground.runBatch().kind()).isEqualTo(RunKind.FULL);

      // New documents between the old ones, updates, deletes, late and repeated records.
      for (int number : numbers.subList(490, 560)) {
        put(ground, number, 2, text(number + 1));
      }
      for (int i = 0; i < 20; i++) {
        put(ground, numbers.get(i), 0, "late");
        ground.append(new Change.Delete("doc" + numbers.get(i + 100), 3));
      }
      append(ground, changes, 150);
      assertEqualsFull(ground);

      // Words that vanish, and more regions than the base has.
      for (int number = 3; number < 700; number += 7) {
        ground.append(new Change.Delete("doc" + number, 4));
      }
      ground.hadoop().set("tideline.batch.regions", "3");
      assertEqualsFull(ground);
      assertThat(ground.words(ground.serving().generation())).doesNotContainKey("own3");

      // Nothing has changed, and fewer regions.
      ground.hadoop().set("tideline.batch.regions", "1");
      assertEqualsFull(ground);

      // All is gone; the next run has a base without files.
      for (int number = 0; number < 700; number++) {
        ground.append(new Change.Delete("doc" + number, 5));
      }
      for (Document document : current(ground)) {
        ground.append(new Change.Delete(document.id(), Long.MAX_VALUE));
      }
      assertEqualsFull(ground);
      assertThat(ground.words(ground.serving().generation())).isEmpty();
      put(ground, 1, 6, text(1));
      assertEqualsFull(ground);
    }
  }

  private static void append(Ground ground, RandomChanges changes, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      ground.append(changes.next());
    }
  }

  private static List<Document> current(Ground ground) {
    return List.copyOf(ground.documents().values());
  }

  /** Runs, and runs all steps again for a generation of its own, full, at the same cut. */
  private static void assertEqualsFull(Ground ground) throws Exception {
    Manifest manifest = ground.runBatch();
    assertThat(manifest.kind()).isEqualTo(RunKind.INCREMENTAL);
    assertThat(ground.words(manifest.generation())).isEqualTo(ground.expected(manifest));
    assertThat(ground.postings(manifest.generation())).isEqualTo(ground.expectedPostings(manifest));

    Manifest full =
        new Manifest(
            manifest.generation() + 1,
            manifest.cut(),
            manifest.epoch(),
            manifest.generation(),
            0,
            RunKind.FULL);
    try (Table generations = ground.connection().getTable(ground.names().generations());
        BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
      new GenerationStore(generations).createManifest(full);
      for (BatchStep step : BatchRun.steps(Optional.empty())) {
        run.run(step.name(), full.generation());
        if (step instanceof LoadStep) {
          break;
        }
      }
    }
    for (BatchTable table : ground.tables()) {
      assertThat(ground.cells(table, manifest.generation()))
          .as(table.key())
          .isEqualTo(ground.cells(table, full.generation()));
    }
  }

  private static Manifest run(Ground ground, List<String> notices) throws Exception {
    return ground.runBatch(
        new StepListener() {
          @Override
          public void notice(String notice) {
            notices.add(notice);
          }
        });
  }

  @Test
  void isFullWhereItCannotBuildOrIsToldTo() throws Exception {
    try (Ground ground = new Ground("kinds")) {
      ground.grow(1);
      List<String> notices = new ArrayList<>();
      assertThat(run(ground, notices).kind()).isEqualTo(RunKind.FULL);
      ground.hadoop().set("tideline.batch.full.every", "2");
      assertThat(run(ground, notices).kind()).isEqualTo(RunKind.INCREMENTAL);
      assertThat(run(ground, notices).kind()).isEqualTo(RunKind.FULL);
      Path index = ground.root().resolve("generations/00000003/index");
      try (var all = Files.walk(index)) {
        for (Path path : all.sorted(Collections.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
      ground.grow(2);
      Manifest manifest = run(ground, notices);
      assertThat(manifest.kind()).isEqualTo(RunKind.FULL);
      assertThat(ground.words(4)).isEqualTo(ground.expected(manifest));
      try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
        assertThat(run.runFull().kind()).isEqualTo(RunKind.FULL);
      }
      assertThat(notices.stream().filter(notice -> notice.matches("full: .*|incremental, .*")))
          .containsExactly(
              "incremental, on the files of generation 1",
              "full: 1 of 2 runs is",
              "full: %s is gone".formatted(new org.apache.hadoop.fs.Path(index.toUri())));
    }
  }

  @Test
  void aFileOfTheBaseThatIsLostIsNoticed() throws Exception {
    try (Ground ground = new Ground("lost");
        BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
      ground.grow(1);
      ground.runBatch();
      long rows = ground.steps(1).get("words").counters().get("rows");
      Path words = ground.root().resolve("generations/00000001/words/b");
      List<Path> files;
      try (var all = Files.list(words)) {
        files = all.collect(Collectors.toList());
      }
      assertThat(files).hasSizeGreaterThan(1);
      Files.delete(files.get(0));

      ground.grow(2);
      int generation = run.freeze(OptionalInt.empty(), false).generation();
      run.run("archive", generation);
      run.run("current", generation);
      assertThatExceptionOfType(StepException.class)
          .isThrownBy(() -> run.run("words", generation))
          .withMessageMatching(
              "generation 2: expected %d rows in the files of the words of its base, generation 1, found \\d+; they were changed, or this is a fault of Tideline; run the batch layer anew, with --full"
                  .formatted(rows));
      Manifest full = run.runFull();
      assertThat(ground.words(full.generation())).isEqualTo(ground.expected(full));
    }
  }
}
