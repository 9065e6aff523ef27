package org.tideline.benchmarks.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.apache.hadoop.hbase.client.AsyncTable;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.tideline.benchmarks.corpus.Corpus;
import org.tideline.benchmarks.measure.ResultTable;
import org.tideline.benchmarks.measure.Samples;
import org.tideline.benchmarks.measure.Target;
import org.tideline.benchmarks.measure.Unit;
import org.tideline.benchmarks.measure.VoidRunException;
import org.tideline.benchmarks.stage.Stage;
import org.tideline.query.TidelineClient;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Document;

/**
 * A merged count by the query client against one Get of the same batch row, query by query, with an
 * hour of realtime buckets in which all speeches are given once more.
 */
public final class QueryBenchmark {
  private static final int WORDS = 1_000;
  private static final int WARM_UPS = 20;
  private static final Target EVENLY = Target.atMost(1.5);
  private static final Target BY_FREQUENCY = Target.atMost(4);

  private final Stage stage;
  private final TidelineClient client;
  private final AsyncTable<?> batch;
  private final Map<String, WordCount> vocabulary;

  private record Sides(Samples merged, Samples get) {}

  private QueryBenchmark(
      Stage stage, TidelineClient client, AsyncTable<?> batch, Map<String, WordCount> vocabulary) {
    this.stage = stage;
    this.client = client;
    this.batch = batch;
    this.vocabulary = vocabulary;
  }

  /**
   * Runs it.
   *
   * @throws VoidRunException if an answer is not the sum of both layers
   */
  public static ResultTable run(Stage stage, Path folder, Corpus corpus, int rounds)
      throws Exception {
    Served served = Served.by(stage, corpus);
    long cut = served.manifest().cut().ingestTime();
    List<Document> again = Served.again(corpus);
    try (RealtimeHour hour = served.hour(served.manifest().cut().positions());
        TidelineClient client = TidelineClient.open(served.configuration());
        AsyncConnection connection =
            ConnectionFactory.createAsyncConnection(served.configuration().hadoop()).get()) {
      hour.write(again, cut, cut + RealtimeHour.MILLIS);
      stage.say("%,d documents in an hour: %,d cells", again.size(), hour.cells());
      return new QueryBenchmark(
              stage, client, connection.getTable(served.words()), served.vocabulary(stage))
          .table(corpus, again.size(), hour.cells(), rounds);
    }
  }

  private ResultTable table(Corpus corpus, int again, long cells, int rounds) throws Exception {
    List<List<String>> rows = new ArrayList<>();
    rows(
        "drawn evenly from the vocabulary",
        measure(DrawnWords.evenly(vocabulary, WORDS), rounds),
        EVENLY,
        rows);
    rows(
        "drawn by frequency",
        measure(DrawnWords.byFrequency(vocabulary, WORDS), rounds),
        BY_FREQUENCY,
        rows);
    return new ResultTable(
        "query",
        "batch view of %,d MB, %,d words; an hour of %,d documents, %,d cells in 360 buckets of 2 partitions; %,d words, %d times each"
            .formatted(corpus.textBytes() >> 20, vocabulary.size(), again, cells, WORDS, rounds),
        List.of("1,000 words", "side", "p50", "p99", "merged is, p50", "p99", "target, p50", ""),
        rows);
  }

  private static void rows(String drawn, Sides sides, Target target, List<List<String>> rows) {
    double p50 = sides.merged().median() / sides.get().median();
    double p99 = sides.merged().percentile(99) / sides.get().percentile(99);
    rows.add(
        List.of(
            drawn,
            "merged count",
            Unit.MICROSECONDS.format(sides.merged().median()),
            Unit.MICROSECONDS.format(sides.merged().percentile(99)),
            "%.2f times".formatted(p50),
            "%.2f times".formatted(p99),
            "at most %s times".formatted(target.value()),
            target.verdict(p50)));
    rows.add(
        List.of(
            "",
            "one Get",
            Unit.MICROSECONDS.format(sides.get().median()),
            Unit.MICROSECONDS.format(sides.get().percentile(99)),
            "",
            "",
            "",
            ""));
  }

  private Sides measure(List<String> words, int rounds) throws Exception {
    List<Double> merged = new ArrayList<>();
    List<Double> get = new ArrayList<>();
    for (int round = 0; round < WARM_UPS + rounds; round++) {
      List<Double> mergedNow = new ArrayList<>();
      List<Double> getNow = new ArrayList<>();
      for (int i = 0; i < words.size(); i++) {
        // Neither side is always the one that finds the row in the caches.
        if ((i + round) % 2 == 0) {
          mergedNow.add(merged(words.get(i)));
          getNow.add(get(words.get(i)));
        } else {
          getNow.add(get(words.get(i)));
          mergedNow.add(merged(words.get(i)));
        }
      }
      stage.say(
          "%s  merged %s  get %s",
          round < WARM_UPS ? "warm-up" : "round",
          Unit.MICROSECONDS.format(new Samples(mergedNow).median()),
          Unit.MICROSECONDS.format(new Samples(getNow).median()));
      if (round >= WARM_UPS) {
        merged.addAll(mergedNow);
        get.addAll(getNow);
      }
    }
    return new Sides(new Samples(merged), new Samples(get));
  }

  private double merged(String word) throws IOException, VoidRunException {
    long begin = System.nanoTime();
    var count = client.count(word).count();
    double micros = (System.nanoTime() - begin) / 1e3;
    if (!count.batch().equals(vocabulary.get(word)) || count.realtime().occurrences() < 1) {
      throw new VoidRunException(
          "query: expected %s in the batch view and more in the realtime view for \"%s\", found %s"
              .formatted(vocabulary.get(word), word, count));
    }
    return micros;
  }

  private double get(String word) throws ExecutionException, InterruptedException {
    byte[] row = word.getBytes(StandardCharsets.UTF_8);
    long begin = System.nanoTime();
    BatchWordColumns.count(batch.get(BatchWordColumns.get(row)).get());
    return (System.nanoTime() - begin) / 1e3;
  }
}
