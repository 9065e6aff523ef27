package org.tideline.benchmarks.stream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tideline.benchmarks.corpus.Corpus;
import org.tideline.benchmarks.measure.Alternation;
import org.tideline.benchmarks.measure.ResultTable;
import org.tideline.benchmarks.measure.Samples;
import org.tideline.benchmarks.measure.Target;
import org.tideline.benchmarks.measure.Unit;
import org.tideline.benchmarks.measure.VoidRunException;
import org.tideline.benchmarks.stage.Stage;
import org.tideline.benchmarks.stage.WordsByPosition;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.table.TableNames;
import org.tideline.views.realtime.Flush.Tier;

/**
 * The speed layer, draining a log that was filled before, against the topology that is written
 * first and against a loop without Storm. Every round of a side has empty tables of its own.
 */
public final class StreamBenchmark {
  private static final String OURS = "tideline, words, documents and postings";
  private static final String INCREMENTS = "one Increment per word";
  private static final String LOOP = "bare loop, one thread a partition";
  private static final Target AGAINST_INCREMENTS = Target.atLeast(60);
  private static final Target AGAINST_LOOP = Target.atLeast(0.6);

  /** Below it the peer was not itself. */
  private static final double FLOOR = 4_000;

  private final Stage stage;
  private final SpeedLayer speed;
  private final WordsByPosition words;
  private Map<Integer, NavigableMap<Long, Tier>> flushes = Map.of();
  private Written byTideline = new Written(0, 0, 0);
  private Written byLoop = byTideline;

  private StreamBenchmark(Stage stage, SpeedLayer speed, WordsByPosition words) {
    this.stage = stage;
    this.speed = speed;
    this.words = words;
  }

  /**
   * Runs it.
   *
   * @throws VoidRunException if a side does less than it must
   */
  public static ResultTable run(Stage stage, Path folder, Corpus corpus, int rounds)
      throws Exception {
    TidelineConfiguration configuration = stage.configuration("fill");
    stage.open(configuration);
    stage.fill(corpus, configuration);
    EpochSettings epoch = EpochSettings.from(configuration);
    WordsByPosition words = WordsByPosition.of(corpus, epoch.partitions(), epoch.analyzer());
    stage.say("%,d words", words.total());
    try (SpeedLayer speed = SpeedLayer.start(stage)) {
      StreamBenchmark benchmark = new StreamBenchmark(stage, speed, words);
      Map<String, Alternation.Side> sides = new LinkedHashMap<>();
      sides.put(OURS, benchmark::tideline);
      sides.put(INCREMENTS, new IncrementSide(stage, speed.storm()));
      sides.put(LOOP, benchmark::loop);
      Map<String, Samples> measured =
          new Alternation(1, rounds).run(sides, Unit.WORDS_PER_SECOND, stage.progress());
      requireOwnSpeed(measured.get(INCREMENTS).median());
      return benchmark.table(corpus, rounds, measured);
    }
  }

  private static void requireOwnSpeed(double rate) throws VoidRunException {
    if (rate < FLOOR) {
      throw new VoidRunException(
          "stream: expected at least %,.0f words/s of \"%s\", found %,.0f; is the machine busy?"
              .formatted(FLOOR, INCREMENTS, rate));
    }
  }

  private double tideline(int round) throws Exception {
    TidelineConfiguration configuration = stage.configuration("tideline" + round);
    Epoch epoch = stage.open(configuration);
    Frontiers frontiers = new Frontiers(stage.connection(), configuration, epoch.number());
    frontiers.keepAll();
    double rate = speed.drain(configuration, epoch, words);
    flushes = frontiers.flushes();
    byTideline = written(configuration, epoch);
    stage.drop(configuration);
    return rate;
  }

  private double loop(int round) throws Exception {
    TidelineConfiguration configuration = stage.configuration("loop" + round);
    Epoch epoch = stage.open(configuration);
    Frontiers frontiers = new Frontiers(stage.connection(), configuration, epoch.number());
    frontiers.keepAll();
    Map<Integer, Long> ends = words.end();
    ExecutorService threads = Executors.newFixedThreadPool(ends.size());
    double rate;
    try {
      List<Future<Void>> loops = new ArrayList<>();
      ends.forEach(
          (partition, end) ->
              loops.add(
                  threads.submit(
                      new BareLoop(configuration, epoch, partition, end, flushes.get(partition)))));
      rate = speed.rate(configuration, epoch, words);
      for (Future<Void> loop : loops) {
        loop.get();
      }
    } finally {
      threads.shutdownNow();
    }
    byLoop = written(configuration, epoch);
    stage.drop(configuration);
    if (!byLoop.sameAs(byTideline)) {
      throw new VoidRunException(
          "stream: expected the loop to write what the topology wrote, %s, found %s; was a partition begun again?"
              .formatted(byTideline, byLoop));
    }
    return rate;
  }

  private Written written(TidelineConfiguration configuration, Epoch epoch) throws IOException {
    TableNames names = new TableNames(configuration.namespace());
    Written written = Written.into(stage.connection(), names, epoch.number());
    stage.say("%s: %s", configuration.namespace(), written);
    return written;
  }

  private ResultTable table(Corpus corpus, int rounds, Map<String, Samples> measured) {
    double ours = measured.get(OURS).median();
    double overIncrements = ours / measured.get(INCREMENTS).median();
    double overLoop = ours / measured.get(LOOP).median();
    return new ResultTable(
        "stream",
        "%,d MB, %,d documents, %,d words; medians of %d rounds after 1"
            .formatted(corpus.textBytes() >> 20, corpus.size(), words.total(), rounds),
        List.of("side", "median", "rounds", "wrote, last round", "tideline is", "target", ""),
        List.of(
            row(OURS, measured, byTideline.toString(), "", "", ""),
            row(
                INCREMENTS,
                measured,
                "one cell a word",
                "%.0f times as fast".formatted(overIncrements),
                "at least 60 times",
                AGAINST_INCREMENTS.verdict(overIncrements)),
            row(
                LOOP,
                measured,
                byLoop.toString(),
                "%.2f of it".formatted(overLoop),
                "at least 0.6",
                AGAINST_LOOP.verdict(overLoop))));
  }

  private static List<String> row(String side, Map<String, Samples> measured, String... more) {
    return ResultTable.row(side, measured.get(side), Unit.WORDS_PER_SECOND, more);
  }
}
