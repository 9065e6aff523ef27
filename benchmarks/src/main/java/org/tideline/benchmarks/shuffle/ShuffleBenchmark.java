package org.tideline.benchmarks.shuffle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.SnappyCodec;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.tideline.batch.step.StepJob;
import org.tideline.benchmarks.corpus.Corpus;
import org.tideline.benchmarks.measure.Alternation;
import org.tideline.benchmarks.measure.ResultTable;
import org.tideline.benchmarks.measure.Samples;
import org.tideline.benchmarks.measure.Unit;
import org.tideline.benchmarks.stage.MeasuredBatch;
import org.tideline.benchmarks.stage.Stage;
import org.tideline.schema.settings.TidelineConfiguration;

/**
 * What the jobs of a full run move between mappers and reducers, and how often they write a record
 * to a disk on the way: as a job does that was not tuned, as Tideline's do, and as these do with
 * compression. Each is a run of the whole batch layer with other settings, on the same log.
 */
public final class ShuffleBenchmark {
  private static final List<String> STEPS =
      List.of("current", "words", "index", "ranking", "timeline");

  /** Hadoop's own default. */
  private static final int SORT_MB = 100;

  private final Stage stage;
  private final Corpus corpus;
  private final Map<String, TidelineConfiguration> settings = new LinkedHashMap<>();
  private final Map<String, MeasuredBatch> last = new LinkedHashMap<>();
  private final Map<String, Samples> seconds = new LinkedHashMap<>();

  private ShuffleBenchmark(Stage stage, Corpus corpus) {
    this.stage = stage;
    this.corpus = corpus;
    Configuration plain = new Configuration(stage.configuration("tideline").hadoop());
    // No speed layer runs: there is nothing to wait for.
    plain.set("tideline.certify.timeout", "1ms");
    settings.put("as a job that was not tuned", TidelineConfiguration.load(untuned(plain)));
    settings.put("tideline", TidelineConfiguration.load(plain));
    settings.put(
        "tideline, output of mappers compressed", TidelineConfiguration.load(snappy(plain)));
  }

  /** Hadoop's default sort, and so little memory that a mapper combines a few documents at most. */
  private static Configuration untuned(Configuration plain) {
    Configuration untuned = new Configuration(plain);
    untuned.setInt(MRJobConfig.IO_SORT_MB, SORT_MB);
    untuned.set("tideline.words.buffer", "64k");
    untuned.set("tideline.index.buffer", "64k");
    return untuned;
  }

  private static Configuration snappy(Configuration plain) {
    Configuration compressed = new Configuration(plain);
    compressed.setBoolean(MRJobConfig.MAP_OUTPUT_COMPRESS, true);
    compressed.set(MRJobConfig.MAP_OUTPUT_COMPRESS_CODEC, SnappyCodec.class.getName());
    return compressed;
  }

  /** Runs it. */
  public static ResultTable run(Stage stage, Path folder, Corpus corpus, int rounds)
      throws Exception {
    return new ShuffleBenchmark(stage, corpus).run(rounds);
  }

  private ResultTable run(int rounds) throws Exception {
    TidelineConfiguration plain = stage.configuration("tideline");
    stage.open(plain);
    stage.fill(corpus, plain);
    Map<String, Alternation.Side> sides = new LinkedHashMap<>();
    settings.forEach(
        (side, configuration) -> sides.put(side, round -> measure(side, configuration, round > 0)));
    new Alternation(1, rounds).run(sides, Unit.SECONDS, stage.progress());
    List<List<String>> rows = new ArrayList<>();
    for (String step : STEPS) {
      settings.keySet().forEach(side -> rows.add(row(step, side)));
    }
    return new ResultTable(
        "shuffle",
        "%,d MB, %,d documents; full runs, medians of %d rounds after 1"
            .formatted(corpus.textBytes() >> 20, corpus.size(), rounds),
        List.of(
            "step",
            "side",
            "median",
            "rounds",
            "shuffled",
            "bytes shuffled per byte of text",
            "records spilled"),
        rows);
  }

  private double measure(String side, TidelineConfiguration configuration, boolean counts)
      throws Exception {
    MeasuredBatch batch = MeasuredBatch.run(configuration);
    last.put(side, batch);
    if (counts) {
      for (String step : STEPS) {
        seconds.merge(side + step, new Samples(List.of(batch.seconds(step))), Samples::and);
      }
    }
    return batch.building();
  }

  private List<String> row(String step, String side) {
    long shuffled = last.get(side).counted(step, StepJob.SHUFFLED);
    return List.of(
        step,
        side,
        Unit.SECONDS.format(seconds.get(side + step).median()),
        seconds.get(side + step).values().stream()
            .map(Unit.SECONDS::number)
            .reduce((one, other) -> one + " " + other)
            .orElseThrow(),
        "%.1f MB".formatted(shuffled / (double) (1 << 20)),
        "%.3f".formatted((double) shuffled / corpus.textBytes()),
        "%,d".formatted(last.get(side).counted(step, StepJob.SPILLED)));
  }
}
