package org.tideline.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.tool.BulkLoadHFiles;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tideline.batch.publish.LoadStep;
import org.tideline.batch.publish.PublishStep;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.StepException;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.StepRecord;
import org.tideline.schema.table.BatchTable;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;

/** A run that is broken off anywhere leaves nothing that a further one does not put right. */
class CrashIT {
  /** A program dies. */
  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static StepListener dieAfter(String step) {
    return new StepListener() {
      @Override
      public void finished(StepRecord record) {
        if (record.step().equals(step)) {
          throw new Death();
        }
      }
    };
  }

  @AfterEach
  void letProgramsLive() {
    CrashingFileSystem.live();
  }

  private static Ground groundWithOneGeneration(String name) throws Exception {
    Ground ground = new Ground(name);
    ground.grow(1);
    ground.runBatch();
    ground.grow(2);
    return ground;
  }

  private static void assertServes(Ground ground, Manifest manifest) throws IOException {
    assertServes("", ground, manifest);
  }

  private static void assertServes(String when, Ground ground, Manifest manifest)
      throws IOException {
    assertThat(ground.serving().generation()).as(when).isEqualTo(manifest.generation());
    assertThat(ground.serving().cut()).as(when).isEqualTo(manifest.cut());
    Map<String, WordCount> expected = ground.expected(manifest);
    assertThat(ground.words(manifest.generation())).as(when).isEqualTo(expected);
    assertThat(ground.postings(manifest.generation()))
        .as(when)
        .isEqualTo(ground.expectedPostings(manifest));
    assertThat(ground.ranking(manifest.generation())).as(when).isEqualTo(Ground.ranked(expected));
  }

  private static Manifest finish(Ground ground, int generation) throws Exception {
    try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
      return run.finish(generation);
    }
  }

  @Test
  void betweenTwoSteps() throws Exception {
    try (Ground ground = groundWithOneGeneration("between")) {
      int generation = 1;
      for (String last :
          List.of("freeze", "archive", "current", "words", "index", "ranking", "load")) {
        assertThatExceptionOfType(Death.class)
            .as("dies after %s", last)
            .isThrownBy(() -> ground.runBatch(dieAfter(last)));
        assertThat(ground.serving().generation()).as("dead after %s", last).isEqualTo(generation);

        generation++;
        assertServes("broken off after " + last, ground, finish(ground, generation));
        ground.grow(generation + 1);
      }
    }
  }

  @Test
  void beforeARename() throws Exception {
    atEveryRename(false);
  }

  @Test
  void afterARename() throws Exception {
    atEveryRename(true);
  }

  private static void atEveryRename(boolean after) throws Exception {
    try (Ground ground = groundWithOneGeneration("rename_" + after)) {
      ground.hadoop().set("fs.file.impl", CrashingFileSystem.class.getName());
      ground.hadoop().setBoolean("fs.file.impl.disable.cache", true);
      String root = new Path(ground.root().toUri()).toString();
      int generation = 1;
      for (String target :
          List.of("00000/", "00001/", "/current", "/words", "/index", "/ranking")) {
        String where = (after ? "after" : "before") + " the rename to " + target;
        CrashingFileSystem.dieAt(
            path ->
                path.toString().startsWith(root)
                    && !path.toString().contains("/building/")
                    && path.toString().contains(target),
            after);
        assertThatThrownBy(ground::runBatch)
            .as(where)
            .hasStackTraceContaining("the program dies " + (after ? "after" : "before"));
        assertThat(CrashingFileSystem.live()).as(where).isTrue();
        assertThat(ground.serving().generation()).as(where).isEqualTo(generation);

        generation++;
        assertServes(where, ground, finish(ground, generation));
        // Nothing half made is left, and nothing of the first attempt beside the second.
        var made = ground.root().resolve("generations/%08d".formatted(generation));
        assertThat(made.resolve("building")).as(where).isEmptyDirectory();
        assertThat(names(made.resolve("current")))
            .as(where)
            .containsExactly("00000.avro", "00000.live", "00001.avro", "00001.live");
        assertThat(names(made)).as(where).containsExactly("building", "current");
        ground.grow(generation + 1);
      }
    }
  }

  private static Set<String> names(java.nio.file.Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void inTheMiddleOfTheLoad() throws Exception {
    for (BatchTable table : BatchTable.values()) {
      inTheMiddleOfTheLoadOf(table);
    }
  }

  private static void inTheMiddleOfTheLoadOf(BatchTable table) throws Exception {
    try (Ground ground = groundWithOneGeneration("load_half_" + table.key())) {
      assertThatExceptionOfType(Death.class)
          .isThrownBy(() -> ground.runBatch(dieAfter("timeline")));
      // One of the two files is in the table already.
      Path family =
          new Path(
              new Path(ground.root().toUri()),
              "generations/00000002/%s/%s".formatted(table.key(), Bytes.toString(table.family())));
      FileSystem files = family.getFileSystem(ground.hadoop());
      FileStatus[] built = files.listStatus(family);
      ground.hadoop().setBoolean(BulkLoadHFiles.ALWAYS_COPY_FILES, true);
      Map<byte[], List<Path>> half = new TreeMap<>(Bytes.BYTES_COMPARATOR);
      half.put(table.family(), List.of(built[0].getPath()));
      BulkLoadHFiles.create(ground.hadoop()).bulkLoad(table.of(ground.names(), 2), half);

      try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
        run.run("load", 2);
        assertThat(files.listStatus(family)).as("copied, not moved").containsExactly(built);
        // Loaded once more, after the note that it is loaded was lost.
        try (BatchLayer layer = BatchLayer.open(ground.configuration())) {
          new LoadStep().run(layer, layer.manifest(2));
        }
        assertServes(ground, run.finish(2));
      }
    }
  }

  @Test
  void afterPublicationBeforeItIsNoted() throws Exception {
    try (Ground ground = groundWithOneGeneration("published")) {
      assertThatExceptionOfType(Death.class).isThrownBy(() -> ground.runBatch(dieAfter("load")));
      try (BatchLayer layer = BatchLayer.open(ground.configuration())) {
        new PublishStep().run(layer, layer.manifest(2));
      }
      long revision = ground.serving().revision();

      try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
        assertServes(ground, run.finish(2));
      }
      assertThat(ground.serving().revision()).isEqualTo(revision);
    }
  }

  @Test
  void aStepThatIsDoneIsNotDoneAgain() throws Exception {
    try (Ground ground = groundWithOneGeneration("again")) {
      Manifest manifest = ground.runBatch();
      Map<String, StepRecord> steps = ground.steps(2);
      long revision = ground.serving().revision();
      ground.grow(3);

      try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
        assertThat(run.freeze(OptionalInt.of(2))).isEqualTo(manifest);
        assertThat(run.finish(2)).isEqualTo(manifest);
      }

      assertThat(ground.steps(2)).isEqualTo(steps);
      assertThat(ground.serving().revision()).isEqualTo(revision);
      assertServes(ground, manifest);
    }
  }

  @Test
  void aRunThatWasOvertakenIsRefusedAndLaterSwept() throws Exception {
    try (Ground ground = groundWithOneGeneration("overtaken")) {
      assertThatExceptionOfType(Death.class).isThrownBy(() -> ground.runBatch(dieAfter("load")));
      ground.append(new Change.Put(new Document("new", 1, Map.of(), "newer")));
      assertServes(ground, ground.runBatch());

      try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
        assertThatExceptionOfType(StepException.class)
            .isThrownBy(() -> run.finish(2))
            .withMessage(
                "generation 2: expected its base 1 to serve, found 3; run the batch layer anew");
      }
      assertThat(ground.root().resolve("generations/00000002")).exists();

      ground.runBatch();
      assertThat(ground.root().resolve("generations/00000002")).doesNotExist();
      try (Admin admin = ground.connection().getAdmin()) {
        assertThat(admin.tableExists(ground.names().words(2))).isFalse();
        assertThat(admin.tableExists(ground.names().index(2))).isFalse();
        assertThat(admin.tableExists(ground.names().words(3))).isTrue();
      }
    }
  }

  @Test
  void aStepWaitsForTheOneBefore() throws Exception {
    try (Ground ground = groundWithOneGeneration("order")) {
      try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
        int generation = run.freeze(OptionalInt.empty()).generation();
        assertThatExceptionOfType(StepException.class)
            .isThrownBy(() -> run.run("words", generation))
            .withMessage(
                "generation 2, step words: expected the step current to be done, found it is not; run it first");
        assertThatExceptionOfType(StepException.class)
            .isThrownBy(() -> run.finish(9))
            .withMessage(
                "generation 9: expected its manifest, found none; the step freeze makes it");
      }
    }
  }

  @Test
  void aTaskThatFailsSaysWhy() throws Exception {
    try (Ground ground = groundWithOneGeneration("damaged")) {
      Set<java.nio.file.Path> before = archived(ground);
      assertThatExceptionOfType(Death.class).isThrownBy(() -> ground.runBatch(dieAfter("archive")));
      Set<java.nio.file.Path> added = archived(ground);
      added.removeAll(before);
      java.nio.file.Path file = added.iterator().next();
      byte[] bytes = Files.readAllBytes(file);
      byte[] damaged = bytes.clone();
      damaged[bytes.length - 30] ^= 1;
      Files.write(file, damaged);

      assertThatExceptionOfType(StepException.class)
          .isThrownBy(() -> finish(ground, 2))
          .withMessageMatching(
              "job tideline current, generation 2 \\(job_local\\w+\\) failed: archive file file:\\Q%s\\E, after position -?\\d+: expected a record, found .*; restore the file"
                  .formatted(file));
      assertThat(ground.serving().generation()).isEqualTo(1);

      Files.write(file, bytes);
      assertServes("restored", ground, finish(ground, 2));
    }
  }

  private static Set<java.nio.file.Path> archived(Ground ground) throws IOException {
    try (var all = Files.walk(ground.root().resolve("master"))) {
      return all.filter(path -> path.endsWith("records.avro"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
