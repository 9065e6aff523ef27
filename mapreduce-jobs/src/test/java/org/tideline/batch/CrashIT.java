package org.tideline.batch;

import static java.util.Comparator.naturalOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.tool.BulkLoadHFiles;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tideline.batch.certify.CertifyStep;
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
import org.tideline.views.window.WindowSize;

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

  private static Ground grown(String name) throws Exception {
    Ground ground = new Ground(name, "word-count analyzer=letter");
    ground.grow(1);
    return ground;
  }

  private static Ground groundWithOneGeneration(String name) throws Exception {
    Ground ground = grown(name);
    ground.runBatch();
    ground.grow(2);
    return ground;
  }

  private static void assertServes(Ground ground, Manifest manifest) throws IOException {
    assertThat(ground.serving().generation()).isEqualTo(manifest.generation());
    assertThat(ground.serving().cut()).isEqualTo(manifest.cut());
    Map<String, WordCount> expected = ground.expected(manifest);
    assertThat(ground.words(manifest.generation())).isEqualTo(expected);
    assertThat(ground.postings(manifest.generation())).isEqualTo(ground.expectedPostings(manifest));
    assertThat(ground.ranking(manifest.generation())).isEqualTo(Ground.ranked(expected));
    assertThat(ground.windows(manifest.generation(), WindowSize.DAY))
        .isEqualTo(ground.expectedWindows(manifest, WindowSize.DAY));
    assertThat(ground.timeline(manifest.generation())).isEqualTo(ground.expectedTimeline(manifest));
  }

  private static Manifest finish(Ground ground, int generation) throws Exception {
    try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
      return run.finish(generation);
    }
  }

  /** Continues a generation, which was never begun if it is empty. */
  private static void attempt(Ground ground, OptionalInt generation, StepListener listener)
      throws Exception {
    try (BatchRun run = BatchRun.open(ground.configuration(), listener)) {
      run.finish(run.freeze(generation, false).generation());
    }
  }

  /** Every step is the last one that an attempt does; each attempt goes on after the one before. */
  @Test
  void betweenTwoSteps() throws Exception {
    try (Ground ground = groundWithOneGeneration("between")) {
      OptionalInt begun = OptionalInt.empty();
      for (String last :
          List.of(
              "freeze",
              "archive",
              "current",
              "words",
              "index",
              "ranking",
              "timeline",
              "views",
              "load",
              "certify")) {
        OptionalInt generation = begun;
        assertThatExceptionOfType(Death.class)
            .as("dies after %s", last)
            .isThrownBy(() -> attempt(ground, generation, dieAfter(last)));
        assertThat(ground.serving().generation()).as("dead after %s", last).isEqualTo(1);
        assertThat(ground.steps(2)).as("dead after %s", last).containsKey(last);
        // What comes now is after the cut that is made.
        ground.grow(last.hashCode());
        begun = OptionalInt.of(2);
      }
      assertServes(ground, finish(ground, 2));
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

  /** Each attempt gets as far as the next rename, through all that the one before has left. */
  private static void atEveryRename(boolean after) throws Exception {
    try (Ground ground = groundWithOneGeneration("rename_" + after)) {
      ground.hadoop().set("fs.file.impl", CrashingFileSystem.class.getName());
      ground.hadoop().setBoolean("fs.file.impl.disable.cache", true);
      String root = new Path(ground.root().toUri()).toString();
      OptionalInt begun = OptionalInt.empty();
      for (String target :
          List.of(
              "00000/",
              "00001/",
              "/current",
              "/words",
              "/index",
              "/ranking",
              "/timeline",
              "/views")) {
        String where = (after ? "after" : "before") + " the rename to " + target;
        CrashingFileSystem.dieAt(
            path ->
                path.toString().startsWith(root)
                    && !path.toString().contains("/building/")
                    && path.toString().contains(target),
            after);
        OptionalInt generation = begun;
        assertThatThrownBy(() -> attempt(ground, generation, new StepListener() {}))
            .as(where)
            .hasStackTraceContaining("the program dies " + (after ? "after" : "before"));
        assertThat(CrashingFileSystem.live()).as(where).isTrue();
        assertThat(ground.serving().generation()).as(where).isEqualTo(1);
        begun = OptionalInt.of(2);
      }
      assertServes(ground, finish(ground, 2));
      // Nothing half made is left, and nothing of an attempt beside the one after it.
      var made = ground.root().resolve("generations/00000002");
      assertThat(made.resolve("building")).isEmptyDirectory();
      assertThat(names(made.resolve("current")))
          .containsExactly("00000.avro", "00000.live", "00001.avro", "00001.live");
      assertThat(names(made)).containsExactly("building", "current", "index", "views", "words");
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
    try (Ground ground = groundWithOneGeneration("load_half")) {
      assertThatExceptionOfType(Death.class).isThrownBy(() -> ground.runBatch(dieAfter("views")));
      Map<Path, FileStatus[]> built = new HashMap<>();
      for (BatchTable table : ground.tables()) {
        for (byte[] family : table.families()) {
          Path folder =
              new Path(
                  new Path(ground.root().toUri()),
                  "generations/00000002/%s/%s".formatted(table.key(), Bytes.toString(family)));
          built.put(folder, files(ground, folder));
          assertThat(built.get(folder)).hasSize(2);
          loadOneFile(ground, table, family, built.get(folder)[0].getPath());
        }
      }

      try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
        run.run("load", 2);
        for (Path family : built.keySet()) {
          assertThat(files(ground, family))
              .as("copied, not moved")
              .containsExactly(built.get(family));
        }
        // Loaded once more, after the note that it is loaded was lost.
        try (BatchLayer layer = BatchLayer.open(ground.configuration())) {
          new LoadStep().run(layer, layer.manifest(2));
        }
        assertServes(ground, run.finish(2));
      }
    }
  }

  private static FileStatus[] files(Ground ground, Path folder) throws IOException {
    FileStatus[] files = folder.getFileSystem(ground.hadoop()).listStatus(folder);
    Arrays.sort(files);
    return files;
  }

  private static void loadOneFile(Ground ground, BatchTable table, byte[] family, Path file)
      throws IOException {
    Configuration copying = ground.hadoop();
    copying.setBoolean(BulkLoadHFiles.ALWAYS_COPY_FILES, true);
    Map<byte[], List<Path>> half = new TreeMap<>(Bytes.BYTES_COMPARATOR);
    half.put(family, List.of(file));
    BulkLoadHFiles.create(copying).bulkLoad(table.of(ground.names(), 2), half);
  }

  @Test
  void afterPublicationBeforeItIsNoted() throws Exception {
    try (Ground ground = grown("published")) {
      assertThatExceptionOfType(Death.class).isThrownBy(() -> ground.runBatch(dieAfter("load")));
      try (BatchLayer layer = BatchLayer.open(ground.configuration())) {
        new CertifyStep().run(layer, layer.manifest(1));
        new PublishStep(Optional.empty()).run(layer, layer.manifest(1));
      }
      long revision = ground.serving().revision();

      try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
        assertServes(ground, run.finish(1));
      }
      assertThat(ground.serving().revision()).isEqualTo(revision);
    }
  }

  @Test
  void aStepThatIsDoneIsNotDoneAgain() throws Exception {
    try (Ground ground = grown("again")) {
      Manifest manifest = ground.runBatch();
      Map<String, StepRecord> steps = ground.steps(1);
      long revision = ground.serving().revision();
      ground.grow(2);

      try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
        assertThat(run.freeze(OptionalInt.of(1), false)).isEqualTo(manifest);
        assertThat(run.finish(1)).isEqualTo(manifest);
      }

      assertThat(ground.steps(1)).isEqualTo(steps);
      assertThat(ground.serving().revision()).isEqualTo(revision);
      assertServes(ground, manifest);
    }
  }

  @Test
  void aRunThatWasOvertakenIsRefusedAndLaterSwept() throws Exception {
    try (Ground ground = grown("overtaken")) {
      assertThatExceptionOfType(Death.class).isThrownBy(() -> ground.runBatch(dieAfter("load")));
      ground.append(new Change.Put(new Document("new", 1, Map.of(), "newer")));
      assertServes(ground, ground.runBatch());

      try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
        assertThatExceptionOfType(StepException.class)
            .isThrownBy(() -> run.finish(1))
            .withMessage(
                "generation 1: expected its base 0 to serve, found 2; run the batch layer anew");
      }
      assertThat(ground.root().resolve("generations/00000001")).exists();

      ground.runBatch();
      assertThat(ground.root().resolve("generations/00000001")).doesNotExist();
      try (Admin admin = ground.connection().getAdmin()) {
        assertThat(admin.tableExists(ground.names().words(1))).isFalse();
        assertThat(admin.tableExists(ground.names().index(1))).isFalse();
        assertThat(admin.tableExists(ground.names().words(2))).isTrue();
      }
    }
  }

  @Test
  void aStepWaitsForTheOneBefore() throws Exception {
    try (Ground ground = grown("order")) {
      try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
        int generation = run.freeze(OptionalInt.empty(), false).generation();
        assertThatExceptionOfType(StepException.class)
            .isThrownBy(() -> run.run("words", generation))
            .withMessage(
                "generation 1, step words: expected the step current to be done, found it is not; run it first");
        assertThatExceptionOfType(StepException.class)
            .isThrownBy(() -> run.finish(9))
            .withMessage(
                "generation 9: expected its manifest, found none; the step freeze makes it");
      }
    }
  }

  @Test
  void aTaskThatFailsSaysWhy() throws Exception {
    try (Ground ground = grown("damaged")) {
      assertThatExceptionOfType(Death.class).isThrownBy(() -> ground.runBatch(dieAfter("archive")));
      java.nio.file.Path file = archived(ground);
      byte[] bytes = Files.readAllBytes(file);
      byte[] damaged = bytes.clone();
      damaged[bytes.length - 30] ^= 1;
      Files.write(file, damaged);

      assertThatExceptionOfType(StepException.class)
          .isThrownBy(() -> finish(ground, 1))
          .withMessageMatching(
              "job tideline current, generation 1 \\(job_local\\w+\\) failed: archive file file:\\Q%s\\E, after position -?\\d+: expected a record, found .*; restore the file"
                  .formatted(file));
      assertThat(ground.serving().generation()).isZero();

      Files.write(file, bytes);
      assertServes(ground, finish(ground, 1));
    }
  }

  /** The first file of the archive. */
  private static java.nio.file.Path archived(Ground ground) throws IOException {
    try (var all = Files.walk(ground.root().resolve("master"))) {
      return all.filter(path -> path.endsWith("records.avro")).min(naturalOrder()).orElseThrow();
    }
  }
}
