package org.tideline.benchmarks.words;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.benchmarks.corpus.Corpus;
import org.tideline.benchmarks.measure.Alternation;
import org.tideline.benchmarks.measure.ResultTable;
import org.tideline.benchmarks.measure.Samples;
import org.tideline.benchmarks.measure.Target;
import org.tideline.benchmarks.measure.Unit;
import org.tideline.benchmarks.measure.VoidRunException;
import org.tideline.benchmarks.stage.MeasuredBatch;
import org.tideline.benchmarks.stage.Stage;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.views.count.WordCount;

/**
 * The word count of the batch layer, from the archive to files in HBase, against Hadoop's own
 * example on the same texts and against a loop. Every round of Tideline is a run of the whole batch
 * layer; its steps words and load are what is measured.
 */
public final class WordsBenchmark {
  private static final String OURS = "tideline: words and load";
  private static final String EXAMPLE = "Hadoop's example";
  private static final String LOOP = "plain loop, one thread";
  private static final Target AGAINST_EXAMPLE = Target.atLeast(2);
  private static final Target AGAINST_LOOP = Target.atMost(2);

  private final Stage stage;
  private final Path folder;
  private final TidelineConfiguration configuration;
  private final Map<String, Samples> steps = new TreeMap<>();
  private int generation;
  private Map<String, WordCount> counted = Map.of();

  private WordsBenchmark(Stage stage, Path folder) {
    this.stage = stage;
    this.folder = folder;
    this.configuration = stage.configuration("tideline");
  }

  /**
   * Runs it.
   *
   * @param folder for files
   * @throws VoidRunException if the sides do not count the same
   */
  public static ResultTable run(Stage stage, Path folder, Corpus corpus, int rounds)
      throws Exception {
    return new WordsBenchmark(stage, folder).run(corpus, rounds);
  }

  private ResultTable run(Corpus corpus, int rounds) throws Exception {
    stage.open(configuration);
    stage.fill(corpus, configuration);
    Path texts = folder.resolve("texts");
    corpus.writeTexts(texts, 2);

    Map<String, Alternation.Side> sides = new LinkedHashMap<>();
    sides.put(OURS, round -> tideline(round > 0));
    sides.put(
        EXAMPLE,
        round ->
            seconds(
                () ->
                    HadoopExample.run(
                        stage.platform().configuration(),
                        texts,
                        folder.resolve("example-" + round))));
    sides.put(LOOP, round -> seconds(() -> counted = PlainLoop.count(texts)));
    Map<String, Samples> measured =
        new Alternation(1, rounds).run(sides, Unit.SECONDS, stage.progress());
    requireEqualCounts();
    steps.forEach(
        (step, samples) ->
            stage.say("median of step %-8s %s", step, Unit.SECONDS.format(samples.median())));
    return table(corpus, rounds, measured);
  }

  private double tideline(boolean counts) throws IOException, InterruptedException {
    MeasuredBatch batch = MeasuredBatch.run(configuration);
    generation = batch.generation();
    if (counts) {
      for (String step : batch.steps().keySet()) {
        steps.merge(step, new Samples(List.of(batch.seconds(step))), Samples::and);
      }
    }
    return batch.seconds("words") + batch.seconds("load");
  }

  private interface Work {
    void run() throws Exception;
  }

  private static double seconds(Work work) throws Exception {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e9;
  }

  private void requireEqualCounts() throws IOException, VoidRunException {
    Map<String, WordCount> loaded = new HashMap<>();
    TableNames names = new TableNames(configuration.namespace());
    try (Table table = stage.connection().getTable(names.words(generation));
        ResultScanner rows = table.getScanner(BatchWordColumns.scan())) {
      for (Result row : rows) {
        loaded.put(Bytes.toString(row.getRow()), BatchWordColumns.count(row));
      }
    }
    if (!loaded.equals(counted)) {
      throw new VoidRunException(
          "words: expected the %d words of the loop in generation %d, found %d that are not all the same"
              .formatted(counted.size(), generation, loaded.size()));
    }
    stage.say("both count the same %,d words", loaded.size());
  }

  private static ResultTable table(Corpus corpus, int rounds, Map<String, Samples> measured) {
    double ours = measured.get(OURS).median();
    double faster = measured.get(EXAMPLE).median() / ours;
    double slower = ours / measured.get(LOOP).median();
    return new ResultTable(
        "words",
        "%,d MB, %,d documents; medians of %d rounds after 1"
            .formatted(corpus.textBytes() >> 20, corpus.size(), rounds),
        List.of("side", "median", "rounds", "tideline is", "target", ""),
        List.of(
            ResultTable.row(OURS, measured.get(OURS), Unit.SECONDS, "", "", ""),
            ResultTable.row(
                EXAMPLE,
                measured.get(EXAMPLE),
                Unit.SECONDS,
                "%.2f times as fast".formatted(faster),
                "at least 2 times",
                AGAINST_EXAMPLE.verdict(faster)),
            ResultTable.row(
                LOOP,
                measured.get(LOOP),
                Unit.SECONDS,
                "%.2f times its time".formatted(slower),
                "at most 2 times",
                AGAINST_LOOP.verdict(slower))));
  }
}
