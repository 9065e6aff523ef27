package org.tideline.benchmarks.incremental;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.tideline.benchmarks.corpus.Corpus;
import org.tideline.benchmarks.measure.ResultTable;
import org.tideline.benchmarks.measure.Samples;
import org.tideline.benchmarks.measure.Target;
import org.tideline.benchmarks.measure.Unit;
import org.tideline.benchmarks.measure.VoidRunException;
import org.tideline.benchmarks.stage.MeasuredBatch;
import org.tideline.benchmarks.stage.Stage;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.StepRecord;
import org.tideline.schema.settings.BatchSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.views.document.Document;

/**
 * What a run of the batch layer takes that builds on its base, beside one that recomputes all, with
 * 1 % new documents and at three sizes; and what certify takes of each. The speed layer runs, and
 * has reached the end of the log before a run begins. Every round appends 1 % and runs both, one
 * after the other, on the same log. New documents are spread evenly over the ids, which moves
 * blocks of postings more than if they followed each other.
 */
public final class IncrementalBenchmark {
  private static final int PERCENT = 100;
  private static final int[] PARTS = {9, 3, 1};
  private static final Target SHARE = Target.atMost(0.25);
  private static final Target CERTIFYING = Target.atMost(0.15);

  private final Stage stage;
  private final TidelineConfiguration configuration;
  private final Epoch epoch;
  private final Corpus corpus;
  private final int rounds;
  private final List<List<String>> rows = new ArrayList<>();
  private int filled;

  private IncrementalBenchmark(Stage stage, Corpus corpus, int rounds) throws IOException {
    this.stage = stage;
    this.configuration = withoutReaders(stage.configuration("tideline").hadoop());
    this.epoch = stage.open(configuration);
    this.corpus = corpus;
    this.rounds = rounds;
  }

  /** Nobody asks: expiry has no queries to wait for. */
  private static TidelineConfiguration withoutReaders(Configuration plain) {
    Configuration settings = new Configuration(plain);
    settings.set("tideline.query.timeout", "100ms");
    settings.set("tideline.query.refresh", "1ms");
    settings.set("tideline.query.staleness", "1ms");
    return TidelineConfiguration.load(settings);
  }

  /**
   * Runs it.
   *
   * @throws VoidRunException if the two kinds of runs do not give the same cells, a run is not of
   *     the kind that it should be, or a certificate does not say that all agrees
   */
  public static ResultTable run(Stage stage, Path folder, Corpus corpus, int rounds)
      throws Exception {
    return new IncrementalBenchmark(stage, corpus, rounds).run();
  }

  private ResultTable run() throws Exception {
    stage.startSpeedLayer(configuration, epoch);
    for (int part : PARTS) {
      measure(corpus.size() / part);
    }
    return new ResultTable(
        "incremental",
        "speeches repeated to each size, then 1 %% new documents; medians of %d rounds"
            .formatted(rounds),
        List.of(
            "documents",
            "text",
            "run",
            "median",
            "rounds",
            "of that load",
            "read of the archive",
            "certify, apart",
            "takes",
            "target at 1 GB",
            ""),
        rows);
  }

  /** What the rounds of one kind of run took. */
  private static final class Kind {
    private final List<Double> building = new ArrayList<>();
    private final List<Double> loading = new ArrayList<>();
    private final List<Double> certifying = new ArrayList<>();

    void add(MeasuredBatch batch) throws VoidRunException {
      batch.requireMatch();
      building.add(batch.building());
      loading.add(batch.seconds("load"));
      certifying.add(batch.certifying());
    }

    Samples building() {
      return new Samples(building);
    }

    double loading() {
      return new Samples(loading).median();
    }

    double certifying() {
      return new Samples(certifying).median();
    }
  }

  private void measure(int size) throws Exception {
    int kept = PERCENT - rounds;
    append(filled, size, index -> Math.floorMod(index, PERCENT) < kept);
    MeasuredBatch first = MeasuredBatch.run(configuration);
    first.requireMatch();
    Kind incremental = new Kind();
    Kind full = new Kind();
    double read = 0;
    for (int round = 0; round < rounds; round++) {
      int added = kept + round;
      append(filled, size, index -> Math.floorMod(index, PERCENT) == added);
      MeasuredBatch small = MeasuredBatch.runIncremental(configuration);
      read = (double) small.counted("words", "bytes of the archive") / archived();
      incremental.add(small);
      tell("incremental", small);
      MeasuredBatch whole = MeasuredBatch.run(configuration);
      new SameCells(stage, configuration).require(small.generation(), whole.generation());
      full.add(whole);
      tell("full", whole);
    }
    filled = size;
    add(size, full, incremental, read, first.certifying());
  }

  private void append(int from, int to, IntPredicate wanted)
      throws IOException, InterruptedException {
    List<Document> documents =
        IntStream.range(from, to).filter(wanted).mapToObj(corpus::get).toList();
    stage.fill(documents, configuration);
    stage.awaitSpeedLayer(configuration, epoch);
  }

  private void tell(String kind, MeasuredBatch batch) {
    String steps =
        batch.steps().values().stream()
            .sorted(Comparator.comparing(StepRecord::step))
            .map(step -> "%s %.1f".formatted(step.step(), step.millis() / 1e3))
            .collect(Collectors.joining(", "));
    stage.say(
        "%-11s %.1f s, certify %.1f s after a wait of %.1f s: %s",
        kind, batch.building(), batch.certifying(), batch.awaited(), steps);
  }

  private long archived() throws IOException {
    var root = BatchSettings.from(configuration).rootDir();
    return root.getFileSystem(configuration.hadoop())
        .getContentSummary(new org.apache.hadoop.fs.Path(root, "master"))
        .getLength();
  }

  private void add(int size, Kind full, Kind incremental, double read, double firstCertifying) {
    double whole = full.building().median();
    double share = incremental.building().median() / whole;
    double certifying = incremental.certifying() / whole;
    boolean gigabyte = corpus.textBytes() >= 1_000L << 20 && size == corpus.size();
    String documents = "%,d".formatted(size);
    String text = "%,d MB".formatted((corpus.textBytes() >> 20) * size / corpus.size());
    rows.add(row(documents, text, "full", full, "100 %", "", "", ""));
    rows.add(
        row(
            "",
            "",
            "incremental",
            incremental,
            "%.1f %%".formatted(PERCENT * read),
            "%.0f %% of the full one".formatted(PERCENT * share),
            gigabyte ? "at most 25 %" : "",
            gigabyte ? SHARE.verdict(share) : ""));
    rows.add(
        List.of(
            "",
            "",
            "certify of the incremental one",
            Unit.SECONDS.format(incremental.certifying()),
            "",
            "",
            "",
            "%s of all that is realtime".formatted(Unit.SECONDS.format(firstCertifying)),
            "%.0f %% of the full one".formatted(PERCENT * certifying),
            gigabyte ? "at most 15 %" : "",
            gigabyte ? CERTIFYING.verdict(certifying) : ""));
  }

  private static List<String> row(
      String documents,
      String text,
      String name,
      Kind kind,
      String read,
      String takes,
      String target,
      String verdict) {
    return List.of(
        documents,
        text,
        name,
        Unit.SECONDS.format(kind.building().median()),
        kind.building().values().stream()
            .map(Unit.SECONDS::number)
            .collect(Collectors.joining(" ")),
        Unit.SECONDS.format(kind.loading()),
        read,
        Unit.SECONDS.format(kind.certifying()),
        takes,
        target,
        verdict);
  }
}
