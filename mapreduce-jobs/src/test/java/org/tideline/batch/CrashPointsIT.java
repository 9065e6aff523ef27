package org.tideline.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tideline.batch.publish.Generations;
import org.tideline.schema.generation.GenerationStore;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.RunKind;
import org.tideline.schema.table.BatchTable;

/**
 * One run is undisturbed. Then, once for every crash point, another run of the same generation's
 * cut dies there and is begun again by the same command: it finishes, all its tables are cell by
 * cell those of the undisturbed run, and nothing is left over of what was broken off.
 */
@Tag("long")
class CrashPointsIT {
  private static final int BASE = 1;
  private static final int UNDISTURBED = 2;
  private static final long PATIENCE_SECONDS = 60;

  private static Ground ground;
  private static Manifest undisturbed;
  private static Map<BatchTable, List<String>> cells;

  /** What stands in the root after the undisturbed run, its own number left out. */
  private static List<String> files;

  private static Set<TableName> tables;

  /** What the archive had before it. */
  private static Set<Path> archivedByBase;

  /** Serving rows from before it to after it. */
  private static long changes;

  private static int last = UNDISTURBED;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    ground = new Ground("crash_points", "word-count analyzer=letter");
    // How long a successor waits for the lease of a process that is gone.
    ground.hadoop().set("tideline.batch.lease", "1s");
    ground.grow(1);
    ground.runBatch();
    archivedByBase = Set.copyOf(archived());
    ground.grow(2);
    long before = ground.serving().revision();
    undisturbed = ground.runBatch();
    assertThat(undisturbed.generation()).isEqualTo(UNDISTURBED);
    assertThat(undisturbed.kind()).isEqualTo(RunKind.INCREMENTAL);
    changes = ground.serving().revision() - before;
    cells = cells(UNDISTURBED);
    files = files(UNDISTURBED);
    tables = tables(UNDISTURBED);
    assertThat(ground.words(UNDISTURBED)).isEqualTo(ground.expected(undisturbed));
    assertThat(ground.postings(UNDISTURBED)).isEqualTo(ground.expectedPostings(undisturbed));
    // After the cut: of no concern to any of them.
    ground.grow(3);
    DyingRun.on(ground.hadoop());
  }

  @AfterAll
  static void close() throws IOException {
    ground.close();
  }

  @AfterEach
  void letProgramsLive() {
    CrashingFileSystem.live();
  }

  @ParameterizedTest
  @EnumSource
  void theSameCommandAgainPutsItRight(CrashPoint point) throws Exception {
    int generation = freezeAtTheSameCut();
    long before = ground.serving().revision();

    if (point.halts()) {
      halt(generation, point);
    } else {
      Throwable end = catchThrowable(() -> DyingRun.run(ground.configuration(), generation, point));
      boolean died = CrashingFileSystem.live();
      assertThat(died || end instanceof DyingRun.Death).as("%s", end).isTrue();
    }
    System.out.printf(
        "%s: %s with step %s, done were %s%n",
        point,
        point.halts() ? "the process halts" : "the program dies",
        point.step(),
        ground.steps(generation).keySet());

    try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
      run.freeze(OptionalInt.of(generation), false);
      run.finish(generation);
    }
    assertThat(ground.serving().generation()).isEqualTo(generation);
    assertThat(ground.serving().revision()).as("changed once only").isEqualTo(before + changes);
    assertThat(cells(generation)).isEqualTo(cells);
    assertThat(files(generation)).isEqualTo(files);
    assertThat(tables(generation)).isEqualTo(tables);
    assertNobodyHoldsALease(generation);
  }

  /** As before the undisturbed run, with the manifest of another generation. */
  private static int freezeAtTheSameCut() throws Exception {
    try (Generations generations = Generations.open(ground.configuration())) {
      generations.rollBack(OptionalInt.of(BASE), Optional.of("the test's next run builds on it"));
    }
    for (Path range : archived()) {
      if (!archivedByBase.contains(range)) {
        delete(range);
      }
    }
    last++;
    Manifest manifest =
        new Manifest(
            last,
            undisturbed.cut(),
            undisturbed.epoch(),
            BASE,
            System.currentTimeMillis(),
            RunKind.INCREMENTAL);
    try (Table generations = ground.connection().getTable(ground.names().generations())) {
      assertThat(new GenerationStore(generations).createManifest(manifest)).isTrue();
    }
    return last;
  }

  private static void halt(int generation, CrashPoint point) throws Exception {
    Path folder = Files.createTempDirectory(ground.root().getParent(), point.name());
    Process process = DyingRun.begin(ground.hadoop(), generation, point, folder);
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("%s", folder).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as("%s", folder).isEqualTo(CrashingFileSystem.HALTED);
    try (Table generations = ground.connection().getTable(ground.names().generations())) {
      assertThat(new GenerationStore(generations).lease(generation, point.step()).taken()).isTrue();
    }
  }

  private static Map<BatchTable, List<String>> cells(int generation) throws IOException {
    Map<BatchTable, List<String>> cells = new TreeMap<>();
    for (BatchTable table : ground.tables()) {
      cells.put(table, ground.cells(table, generation));
    }
    return cells;
  }

  /** All files and folders of the archive, the generation and its certificate. */
  private static List<String> files(int generation) throws IOException {
    String number = "%08d".formatted(generation);
    try (var all = Files.walk(ground.root())) {
      return all.map(path -> ground.root().relativize(path).toString())
          .filter(path -> !path.matches("(generations|certificates)/(?!%s).*".formatted(number)))
          .map(path -> path.replaceFirst("^(generations|certificates)/" + number, "$1/N"))
          // HBase's files are named at random.
          .map(path -> path.replaceAll("/[0-9a-f]{32}$", "/*"))
          .sorted()
          .toList();
    }
  }

  /** All tables, those of the generation under the undisturbed one's names. */
  private static Set<TableName> tables(int generation) throws IOException {
    Map<TableName, TableName> own = new TreeMap<>();
    for (BatchTable table : ground.tables()) {
      own.put(table.of(ground.names(), generation), table.of(ground.names(), UNDISTURBED));
    }
    try (Admin admin = ground.connection().getAdmin()) {
      Set<TableName> found = new TreeSet<>();
      for (TableName table : admin.listTableNamesByNamespace(ground.names().namespace())) {
        found.add(own.getOrDefault(table, table));
      }
      return found;
    }
  }

  private static void assertNobodyHoldsALease(int generation) throws IOException {
    try (Table generations = ground.connection().getTable(ground.names().generations())) {
      GenerationStore store = new GenerationStore(generations);
      List<String> held = new ArrayList<>();
      for (String step : store.leased(generation)) {
        if (store.lease(generation, step).taken()) {
          held.add(step);
        }
      }
      assertThat(held).isEmpty();
    }
  }

  /** The folders of ranges in the archive. */
  private static List<Path> archived() throws IOException {
    try (var all = Files.walk(ground.root().resolve("master"), 3)) {
      return all.filter(path -> path.getFileName().toString().matches("\\d{20}-\\d{20}")).toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path path : all.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
