package org.tideline.benchmarks.incremental;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.tideline.benchmarks.corpus.Corpus;
import org.tideline.benchmarks.measure.ResultTable;
import org.tideline.benchmarks.measure.Samples;
import org.tideline.benchmarks.measure.Target;
import org.tideline.benchmarks.measure.Unit;
import org.tideline.benchmarks.measure.VoidRunException;
import org.tideline.benchmarks.stage.MeasuredBatch;
import org.tideline.benchmarks.stage.Stage;
import org.tideline.schema.settings.BatchSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.views.document.Document;

/**
 * What a run of the batch layer takes that builds on its base, beside one that recomputes all, with
 * 1 % new documents and at three sizes. Every round appends 1 % and runs both, one after the other,
 * on the same log: all steps but freeze, which waits for the edge of a bucket. New documents are
 * spread evenly over the ids, which moves blocks of postings more than if they followed each other.
 */
public final class IncrementalBenchmark {
  private static final int PERCENT = 100;
  private static final int[] PARTS = {9, 3, 1};
  private static final Target SHARE = Target.atMost(0.25);

  private final Stage stage;
  private final TidelineConfiguration configuration;
  private final Corpus corpus;
  private final int rounds;
  private final List<List<String>> rows = new ArrayList<>();
  private int filled;

  private IncrementalBenchmark(Stage stage, Corpus corpus, int rounds) {
    this.stage = stage;
    this.configuration = stage.configuration("tideline");
    this.corpus = corpus;
    this.rounds = rounds;
  }

  /**
   * Runs it.
   *
   * @throws VoidRunException if the two kinds of runs do not give the same cells, or a run is not
   *     of the kind that it should be
   */
  public static ResultTable run(Stage stage, Path folder, Corpus corpus, int rounds)
      throws Exception {
    return new IncrementalBenchmark(stage, corpus, rounds).run();
  }

  private ResultTable run() throws Exception {
    stage.open(configuration);
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
            "full",
            "incremental",
            "rounds",
            "read of the archive",
            "incremental takes",
            "target at 1 GB",
            ""),
        rows);
  }

  private void measure(int size) throws Exception {
    int kept = PERCENT - rounds;
    append(filled, size, index -> Math.floorMod(index, PERCENT) < kept);
    MeasuredBatch.run(configuration);
    List<Double> full = new ArrayList<>();
    List<Double> incremental = new ArrayList<>();
    Map<String, Samples> steps = new TreeMap<>();
    double read = 0;
    for (int round = 0; round < rounds; round++) {
      int added = kept + round;
      append(filled, size, index -> Math.floorMod(index, PERCENT) == added);
      MeasuredBatch small = MeasuredBatch.runIncremental(configuration);
      read = (double) small.counted("words", "bytes of the archive") / archived();
      MeasuredBatch whole = MeasuredBatch.run(configuration);
      new SameCells(stage, configuration).require(small.generation(), whole.generation());
      incremental.add(seconds(small, "incremental", steps));
      full.add(seconds(whole, "full", steps));
      stage.say(
          "%,d documents: incremental %.1f s, full %.1f s",
          size, incremental.get(round), full.get(round));
    }
    steps.forEach(
        (step, samples) ->
            stage.say("median of %-20s %s", step, Unit.SECONDS.format(samples.median())));
    filled = size;
    add(size, new Samples(full), new Samples(incremental), read);
  }

  private void append(int from, int to, IntPredicate wanted) throws IOException {
    List<Document> documents =
        IntStream.range(from, to).filter(wanted).mapToObj(corpus::get).toList();
    stage.fill(documents, configuration);
  }

  private long archived() throws IOException {
    var root = BatchSettings.from(configuration).rootDir();
    return root.getFileSystem(configuration.hadoop())
        .getContentSummary(new org.apache.hadoop.fs.Path(root, "master"))
        .getLength();
  }

  /** All steps but freeze. */
  private static double seconds(MeasuredBatch batch, String kind, Map<String, Samples> steps) {
    double sum = 0;
    for (String step : batch.steps().keySet()) {
      if (!step.equals("freeze")) {
        sum += batch.seconds(step);
        steps.merge(kind + " " + step, new Samples(List.of(batch.seconds(step))), Samples::and);
      }
    }
    return sum;
  }

  private void add(int size, Samples full, Samples incremental, double read) {
    double share = incremental.median() / full.median();
    boolean gigabyte = corpus.textBytes() >= 1_000L << 20 && size == corpus.size();
    rows.add(
        List.of(
            "%,d".formatted(size),
            "%,d MB".formatted((corpus.textBytes() >> 20) * size / corpus.size()),
            Unit.SECONDS.format(full.median()),
            Unit.SECONDS.format(incremental.median()),
            pairs(full, incremental),
            "%.1f %%".formatted(PERCENT * read),
            "%.0f %% of it".formatted(PERCENT * share),
            gigabyte ? "at most 25 %" : "",
            gigabyte ? SHARE.verdict(share) : ""));
  }

  private static String pairs(Samples full, Samples incremental) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < full.values().size(); i++) {
      pairs.add(
          "%s/%s"
              .formatted(
                  Unit.SECONDS.number(incremental.values().get(i)),
                  Unit.SECONDS.number(full.values().get(i))));
    }
    return String.join(" ", pairs);
  }
}
