package org.tideline.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tideline.batch.step.StepException;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.generation.GenerationStore;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.StepRecord;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.table.BatchTable;
import org.tideline.schema.table.Schema;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;
import org.tideline.views.reference.RandomChanges;
import org.tideline.views.window.WindowSize;

/** The whole batch layer on a real log, real MapReduce and a real HBase. */
class BatchRunIT {
  @Test
  void everyGenerationIsTheReferenceAtItsCut() throws Exception {
    try (Ground ground = new Ground("reference")) {
      RandomChanges changes = new RandomChanges(7, "d", "w");
      for (int generation = 1; generation <= 4; generation++) {
        for (int i = 0; i < 150; i++) {
          ground.append(changes.next());
        }
        misplaced(ground);
        Manifest manifest = ground.runBatch();

        assertThat(manifest.generation()).isEqualTo(generation);
        assertThat(manifest.base()).isEqualTo(generation - 1);
        assertThat(ground.words(generation)).isEqualTo(ground.expected(manifest)).isNotEmpty();
        assertThat(ground.postings(generation))
            .isEqualTo(ground.expectedPostings(manifest))
            .isNotEmpty();
        assertThat(ground.ranking(generation)).isEqualTo(Ground.ranked(ground.words(generation)));
        for (WindowSize size : WindowSize.values()) {
          assertThat(ground.windows(generation, size))
              .isEqualTo(ground.expectedWindows(manifest, size))
              .hasSizeGreaterThan(2);
        }
        assertThat(ground.timeline(generation))
            .isEqualTo(ground.expectedTimeline(manifest))
            .isNotEmpty();
        assertThat(ground.serving().generation()).isEqualTo(generation);
        assertThat(ground.serving().cut()).isEqualTo(manifest.cut());
      }
      // Generations that no longer serve are still what they were.
      assertThat(ground.serving().kept()).containsExactly(0, 1, 2, 3, 4);
    }
  }

  /** Records of which no view may count anything. */
  private static void misplaced(Ground ground) throws Exception {
    byte[] key = LogRecordCodec.key("misplaced");
    int foreign = 1 - LogRecordCodec.partition(key, Ground.PARTITIONS);
    byte[] value = LogRecordCodec.encode(new Document("misplaced", 1, Map.of(), "misplaced"));
    ground.append(foreign, Optional.of(key), Optional.of(value));
    ground.append(foreign, Optional.empty(), Optional.of(value));
    ground.append(foreign, Optional.of(key), Optional.empty());
    ground.append(foreign, Optional.of(key), Optional.of("{}".getBytes()));
  }

  @Test
  void allThatWasAcknowledgedBeforeARunIsInIt() throws Exception {
    try (Ground ground = new Ground("acknowledged");
        BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
      for (int i = 0; i < 5; i++) {
        ground.append(new Change.Put(new Document("d" + i, i, Map.of(), "word" + "x".repeat(i))));
        Map<Integer, Long> cut = run.freeze(OptionalInt.empty(), false).cut().positions();
        ground
            .log()
            .forEach(
                (partition, records) ->
                    assertThat(records).allMatch(record -> record.position() < cut.get(partition)));
      }
      assertThat(ground.words(ground.runBatch().generation()))
          .containsOnlyKeys("word", "wordx", "wordxx", "wordxxx", "wordxxxx");
    }
  }

  @Test
  void aLogWithoutRecordsGivesAnEmptyGeneration() throws Exception {
    try (Ground ground = new Ground("empty")) {
      List<StepRecord> steps = new ArrayList<>();
      Manifest manifest =
          ground.runBatch(
              new StepListener() {
                @Override
                public void finished(StepRecord record) {
                  steps.add(record);
                }
              });
      assertThat(steps)
          .extracting(StepRecord::step)
          .containsExactly(
              "freeze",
              "archive",
              "current",
              "words",
              "index",
              "ranking",
              "timeline",
              "views",
              "load",
              "certify",
              "publish",
              "expire");
      assertThat(ground.words(manifest.generation())).isEmpty();
      assertThat(ground.postings(manifest.generation())).isEmpty();
      assertThat(ground.ranking(manifest.generation())).isEmpty();
      assertThat(ground.windows(manifest.generation(), WindowSize.DAY)).isEmpty();
      assertThat(ground.timeline(manifest.generation())).isEmpty();
      assertThat(ground.serving().generation()).isEqualTo(1);
      ground.append(new Change.Put(new Document("d", 1, Map.of(), "whale")));
      assertThat(ground.words(ground.runBatch().generation())).containsOnlyKeys("whale");
    }
  }

  @Test
  void aWordsTableOfAnotherFormatIsRefused() throws Exception {
    try (Ground ground = new Ground("format");
        BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {});
        Admin admin = ground.connection().getAdmin()) {
      ground.append(new Change.Put(new Document("d", 1, Map.of(), "whale")));
      int generation = run.freeze(OptionalInt.empty(), false).generation();
      run.run("archive", generation);
      run.run("current", generation);
      TableName words = ground.names().words(generation);
      new Schema(admin, ground.names()).createBatch(BatchTable.WORDS, generation, new byte[0][]);

      mark(admin, words, "words/9");
      assertRefused("words/9", words, () -> run.run("words", generation));
      mark(admin, words, "words/2");
      run.run("words", generation);
      run.run("index", generation);
      run.run("ranking", generation);
      run.run("timeline", generation);
      run.run("views", generation);
      mark(admin, words, "words/3");
      assertRefused("words/3", words, () -> run.run("load", generation));

      admin.disableTable(words);
      admin.deleteTable(words);
      assertThatExceptionOfType(StepException.class)
          .isThrownBy(() -> run.run("load", generation))
          .withMessage(
              "generation 1: expected the table %s that the step words makes, found none; run the batch layer anew"
                  .formatted(words));
      assertThat(ground.serving().generation()).isZero();
    }
  }

  @Test
  void anIndexThatDoesNotAgreeWithTheWordsIsRefused() throws Exception {
    try (Ground ground = new Ground("disagree");
        BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
      ground.append(new Change.Put(new Document("d", 1, Map.of(), "whale sea whale")));
      int generation = run.freeze(OptionalInt.empty(), false).generation();
      run.run("archive", generation);
      run.run("current", generation);
      run.run("words", generation);
      Map<String, Long> counted = ground.steps(generation).get("words").counters();

      assertDisagrees(ground, run, generation, counted, "rows", "3 terms in the index, found 2");
      assertDisagrees(
          ground, run, generation, counted, "postings", "3 postings in the index, found 2");
      assertDisagrees(
          ground, run, generation, counted, "occurrences", "4 occurrences in the index, found 3");
      record(ground, generation, counted);
      run.run("index", generation);
      run.run("ranking", generation);
      run.run("timeline", generation);
      run.run("views", generation);
      assertDisagrees(
          ground, run, generation, counted, "rows", "load", "3 terms in the index, found 2");
    }
  }

  /** One more of what the step words counted is one too many. */
  private static void assertDisagrees(
      Ground ground,
      BatchRun run,
      int generation,
      Map<String, Long> counted,
      String counter,
      String message)
      throws IOException {
    assertDisagrees(ground, run, generation, counted, counter, "index", message);
  }

  private static void assertDisagrees(
      Ground ground,
      BatchRun run,
      int generation,
      Map<String, Long> counted,
      String counter,
      String step,
      String message)
      throws IOException {
    Map<String, Long> wrong = new TreeMap<>(counted);
    wrong.merge(counter, 1L, Long::sum);
    record(ground, generation, wrong);
    assertThatExceptionOfType(StepException.class)
        .isThrownBy(() -> run.run(step, generation))
        .withMessage(
            "generation 1: expected %s; the archive was changed since the step current, or this is a fault of Tideline"
                .formatted(message));
  }

  private static void record(Ground ground, int generation, Map<String, Long> counted)
      throws IOException {
    try (Table generations = ground.connection().getTable(ground.names().generations())) {
      new GenerationStore(generations).recordStep(generation, new StepRecord("words", 1, counted));
    }
  }

  private static void mark(Admin admin, TableName table, String format) throws IOException {
    admin.modifyTable(
        TableDescriptorBuilder.newBuilder(admin.getDescriptor(table))
            .setValue("tideline.format", format)
            .build());
  }

  private static void assertRefused(String format, TableName words, ThrowingCallable step) {
    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(step)
        .withMessage(
            "table %s: expected tideline.format \"words/2\", found \"%s\"; written by a newer release?"
                .formatted(words, format));
  }
}
