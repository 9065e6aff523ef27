package org.tideline.benchmarks.query;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.tideline.benchmarks.corpus.Corpus;
import org.tideline.benchmarks.corpus.DatedDocuments;
import org.tideline.benchmarks.corpus.EvenTimes;
import org.tideline.benchmarks.measure.ResultTable;
import org.tideline.benchmarks.measure.Samples;
import org.tideline.benchmarks.measure.Target;
import org.tideline.benchmarks.measure.VoidRunException;
import org.tideline.benchmarks.stage.Stage;
import org.tideline.query.TidelineClient;
import org.tideline.query.TrendAnswer;
import org.tideline.query.TrendRequest;
import org.tideline.views.count.WordCount;
import org.tideline.views.window.WindowSize;

/**
 * The trend of the word that occurs most often, and that of all documents, over 1,000 windows of an
 * hour, with an hour of realtime buckets.
 */
public final class TrendBenchmark {
  private static final int WINDOWS = 1_000;
  private static final int WARM_UPS = 200;
  private static final int QUESTIONS = 500;
  private static final Target P50_MILLIS = Target.atMost(20);

  private final Stage stage;
  private final TidelineClient client;
  private final TrendRequest request;

  private TrendBenchmark(Stage stage, TidelineClient client, TrendRequest request) {
    this.stage = stage;
    this.client = client;
    this.request = request;
  }

  private interface Question {
    TrendAnswer ask(TrendRequest asked) throws IOException;
  }

  /**
   * Runs it.
   *
   * @throws VoidRunException if an answer has not all windows, or not all that stands in both
   *     layers
   */
  public static ResultTable run(Stage stage, Path folder, Corpus corpus, int rounds)
      throws Exception {
    // Up to the end of this hour: the speed layer goes on from the cut, in it or in the next.
    long end = hour(System.currentTimeMillis()) + RealtimeHour.MILLIS;
    EvenTimes times =
        new EvenTimes(
            end - WINDOWS * RealtimeHour.MILLIS, WINDOWS * RealtimeHour.MILLIS, corpus.size());
    Served served =
        Served.by(stage, new DatedDocuments("batch", corpus, corpus.size(), times::inOrder));
    long cut = served.manifest().cut().ingestTime();
    int more = corpus.speeches().size();
    EvenTimes now = new EvenTimes(cut, RealtimeHour.MILLIS, more);
    long last = hour(cut + RealtimeHour.MILLIS - 1) + RealtimeHour.MILLIS;
    TrendRequest request =
        TrendRequest.of(WindowSize.HOUR).between(last - WINDOWS * RealtimeHour.MILLIS, last);
    String hottest =
        served.vocabulary(stage).entrySet().stream()
            .max(Map.Entry.comparingByValue(Comparator.comparingLong(WordCount::occurrences)))
            .orElseThrow()
            .getKey();
    try (RealtimeHour hour = served.hour(served.manifest().cut().positions());
        TidelineClient client = TidelineClient.open(served.configuration())) {
      hour.write(
          new DatedDocuments("now", corpus.speeches(), more, now::inOrder),
          cut,
          cut + RealtimeHour.MILLIS);
      client.await(hour.positions(), RealtimeHour.MILLIS);
      stage.say("%,d documents in an hour: %,d cells", more, hour.cells());
      return new TrendBenchmark(stage, client, request)
          .table(corpus, hottest, more, hour.cells(), rounds);
    }
  }

  private ResultTable table(Corpus corpus, String hottest, int more, long cells, int rounds)
      throws Exception {
    Question ofWord = asked -> client.trends(List.of(hottest), asked).get(0);
    long occurrences = client.count(hottest).count().total().occurrences();
    require(hottest, ofWord, WordCount::occurrences, occurrences);
    require("documents", client::documentTrend, WordCount::documents, corpus.size() + more);
    return new ResultTable(
        "trend",
        "batch view of %,d MB over %,d hours; an hour of %,d documents, %,d cells in 360 buckets of 2 partitions; %,d windows of an hour, asked %,d times"
            .formatted(corpus.textBytes() >> 20, WINDOWS, more, cells, WINDOWS, rounds * QUESTIONS),
        List.of("trend of", "p50", "p99", "target, p50", ""),
        List.of(
            row("\"%s\", %,d times in all".formatted(hottest, occurrences), ofWord, rounds),
            row("all documents", client::documentTrend, rounds)));
  }

  private List<String> row(String subject, Question question, int rounds) throws IOException {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < WARM_UPS + rounds * QUESTIONS; i++) {
      long begin = System.nanoTime();
      question.ask(request);
      if (i >= WARM_UPS) {
        millis.add((System.nanoTime() - begin) / 1e6);
      }
    }
    Samples samples = new Samples(millis);
    return List.of(
        subject,
        "%.1f ms".formatted(samples.median()),
        "%.1f ms".formatted(samples.percentile(99)),
        "at most %.0f ms".formatted(P50_MILLIS.value()),
        P50_MILLIS.verdict(samples.median()));
  }

  /** Every hour that is asked for has something, and all hours together have what they should. */
  private void require(
      String subject, Question question, ToLongFunction<WordCount> counted, long expected)
      throws IOException, VoidRunException {
    int windows = question.ask(request).windows().size();
    long found =
        question.ask(TrendRequest.of(WindowSize.HOUR)).windows().stream()
            .mapToLong(window -> counted.applyAsLong(window.merged().count().total()))
            .sum();
    if (windows != WINDOWS || found != expected) {
      throw new VoidRunException(
          "trend of \"%s\": expected %,d windows, and %,d in all, found %,d and %,d"
              .formatted(subject, WINDOWS, expected, windows, found));
    }
    stage.say("trend of \"%s\": %,d windows, %,d in all", subject, windows, found);
  }

  private static long hour(long time) {
    return Math.floorDiv(time, RealtimeHour.MILLIS) * RealtimeHour.MILLIS;
  }
}
