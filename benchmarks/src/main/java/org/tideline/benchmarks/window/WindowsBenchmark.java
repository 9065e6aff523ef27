package org.tideline.benchmarks.window;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.tideline.benchmarks.corpus.Corpus;
import org.tideline.benchmarks.corpus.DatedDocuments;
import org.tideline.benchmarks.corpus.EvenTimes;
import org.tideline.benchmarks.measure.Alternation;
import org.tideline.benchmarks.measure.ResultTable;
import org.tideline.benchmarks.measure.Samples;
import org.tideline.benchmarks.measure.Target;
import org.tideline.benchmarks.measure.Unit;
import org.tideline.benchmarks.measure.VoidRunException;
import org.tideline.benchmarks.stage.MeasuredBatch;
import org.tideline.benchmarks.stage.Stage;
import org.tideline.benchmarks.stage.WordsByPosition;
import org.tideline.benchmarks.stream.SpeedLayer;
import org.tideline.query.TidelineClient;
import org.tideline.query.TrendAnswer;
import org.tideline.query.TrendRequest;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.Settings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.views.window.WindowSize;

/**
 * Both layers on the same texts at different event times: all in one minute, where the windows of a
 * word are one entry, and spread evenly over a day, in order and in any order.
 */
public final class WindowsBenchmark {
  private static final long DAY = 86_400_000;
  private static final int MINUTES = 1_440;
  private static final Target OF_ONE_MINUTE = Target.atLeast(0.75);

  private final Stage stage;
  private final SpeedLayer speed;
  private final WordsByPosition words;
  private final int size;
  private final List<Happening> happenings;

  /**
   * When what happened.
   *
   * @param topic of its log, which also begins the names of its tables
   * @param windows of a minute in which something stands
   */
  private record Happening(String name, String topic, IntToLongFunction eventTime, int windows) {}

  private WindowsBenchmark(
      Stage stage, SpeedLayer speed, WordsByPosition words, int size, List<Happening> happenings) {
    this.stage = stage;
    this.speed = speed;
    this.words = words;
    this.size = size;
    this.happenings = happenings;
  }

  /**
   * Runs it.
   *
   * @throws VoidRunException if a layer does not have the windows that it should
   */
  public static ResultTable run(Stage stage, Path folder, Corpus corpus, int rounds)
      throws Exception {
    long yesterday = Math.floorDiv(System.currentTimeMillis(), DAY) * DAY - DAY;
    EvenTimes times = new EvenTimes(yesterday, DAY, corpus.size());
    List<Happening> happenings =
        List.of(
            new Happening("one minute", "minute", number -> yesterday, 1),
            new Happening("a day, in order", "day", times::inOrder, MINUTES),
            new Happening("a day, in any order", "anyorder", times::inAnyOrder, MINUTES));
    EpochSettings epoch = EpochSettings.from(stage.configuration("fill"));
    WordsByPosition words =
        WordsByPosition.of(
            documents(corpus, happenings.get(0)), epoch.partitions(), epoch.analyzer());
    stage.say("%,d documents, %,d words", corpus.size(), words.total());
    try (SpeedLayer speed = SpeedLayer.start(stage)) {
      WindowsBenchmark benchmark =
          new WindowsBenchmark(stage, speed, words, corpus.size(), happenings);
      benchmark.fill(corpus);
      return benchmark.measure(corpus, rounds);
    }
  }

  private static DatedDocuments documents(Corpus corpus, Happening happening) {
    return new DatedDocuments("document", corpus, corpus.size(), happening.eventTime());
  }

  private void fill(Corpus corpus) throws IOException {
    for (Happening happening : happenings) {
      TidelineConfiguration configuration = configuration(happening, "batch");
      stage.open(configuration);
      stage.fill(documents(corpus, happening), configuration);
    }
  }

  private ResultTable measure(Corpus corpus, int rounds) throws Exception {
    Map<String, Alternation.Side> batch = new LinkedHashMap<>();
    Map<String, Alternation.Side> realtime = new LinkedHashMap<>();
    for (Happening happening : happenings) {
      batch.put(happening.name(), round -> batch(happening));
      realtime.put(happening.name(), round -> realtime(happening, round));
    }
    Alternation alternation = new Alternation(1, rounds);
    List<List<String>> rows = new ArrayList<>();
    // First, since a batch run may append ticks to the log.
    stage.say("speed layer");
    add("speed layer", alternation.run(realtime, Unit.WORDS_PER_SECOND, stage.progress()), rows);
    stage.say("batch layer: words and load");
    add("words and load", alternation.run(batch, Unit.WORDS_PER_SECOND, stage.progress()), rows);
    return new ResultTable(
        "windows",
        "%,d MB, %,d documents, %,d words; medians of %d rounds after 1"
            .formatted(corpus.textBytes() >> 20, size, words.total(), rounds),
        List.of("layer", "event times", "median", "rounds", "of one minute's", "target", ""),
        rows);
  }

  private void add(String layer, Map<String, Samples> measured, List<List<String>> rows) {
    double minute = measured.get(happenings.get(0).name()).median();
    for (Happening happening : happenings) {
      Samples samples = measured.get(happening.name());
      boolean first = happening.windows() == 1;
      double share = samples.median() / minute;
      List<String> row = new ArrayList<>(List.of(layer));
      row.addAll(
          ResultTable.row(
              happening.name(),
              samples,
              Unit.WORDS_PER_SECOND,
              first ? "" : "%.2f".formatted(share),
              first ? "" : "at least %s".formatted(OF_ONE_MINUTE.value()),
              first ? "" : OF_ONE_MINUTE.verdict(share)));
      rows.add(row);
    }
  }

  private TidelineConfiguration configuration(Happening happening, String tables) {
    String root = stage.configuration("fill").hadoop().get(Settings.ROOT_DIR.key());
    return stage.configuration(
        happening.topic() + "_" + tables,
        Map.of(
            Settings.LOG_TOPIC.key(),
            happening.topic(),
            Settings.ROOT_DIR.key(),
            root + "/" + happening.topic(),
            // No speed layer is there to be waited for.
            Settings.CERTIFY_TIMEOUT.key(),
            "1ms"));
  }

  private double batch(Happening happening) throws Exception {
    TidelineConfiguration configuration = configuration(happening, "batch");
    MeasuredBatch run = MeasuredBatch.run(configuration);
    requireWindows(happening, configuration);
    return words.total() / (run.seconds("words") + run.seconds("load"));
  }

  private double realtime(Happening happening, int round) throws Exception {
    TidelineConfiguration configuration = configuration(happening, "speed" + round);
    Epoch epoch = stage.open(configuration);
    double rate = speed.drain(configuration, epoch, words);
    requireWindows(happening, configuration);
    stage.drop(configuration);
    return rate;
  }

  private void requireWindows(Happening happening, TidelineConfiguration configuration)
      throws IOException, VoidRunException {
    try (TidelineClient client = TidelineClient.open(configuration)) {
      TrendAnswer found = client.documentTrend(TrendRequest.of(WindowSize.MINUTE));
      long documents =
          found.windows().stream()
              .mapToLong(window -> window.merged().count().total().documents())
              .sum();
      if (found.windows().size() != happening.windows() || documents != size) {
        throw new VoidRunException(
            "windows, %s: expected %,d documents in %,d minutes, found %,d in %,d"
                .formatted(
                    happening.name(),
                    size,
                    happening.windows(),
                    documents,
                    found.windows().size()));
      }
    }
  }
}
