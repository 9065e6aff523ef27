package org.tideline.benchmarks.query;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.util.BytesRef;
import org.tideline.benchmarks.corpus.Corpus;
import org.tideline.benchmarks.measure.ResultTable;
import org.tideline.benchmarks.measure.Samples;
import org.tideline.benchmarks.measure.Target;
import org.tideline.benchmarks.measure.VoidRunException;
import org.tideline.benchmarks.stage.Stage;
import org.tideline.query.TidelineClient;
import org.tideline.query.TopAnswer;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.count.WordCount;
import org.tideline.views.count.WordTotals;
import org.tideline.views.document.Document;
import org.tideline.views.merge.MergedCount;
import org.tideline.views.ranking.RankedTerm;
import org.tideline.views.time.Cut;

/**
 * The 100 most frequent words over both layers, with an hour of realtime buckets: while the log
 * rests, and each time after a further document became readable.
 */
public final class TopBenchmark {
  private static final int NUMBER = 100;
  private static final int WARM_UPS = 100;
  private static final int QUESTIONS = 200;
  private static final Target TARGET = Target.atMost(20);

  private final TidelineClient client;
  private final RealtimeHour hour;
  private final Map<BytesRef, WordCount> batch;
  private final WordTotals realtime;

  /** What was drained of {@link #realtime}, which drains a word only when it was touched again. */
  private final Map<BytesRef, WordCount> added = new HashMap<>();

  private TopBenchmark(
      TidelineClient client,
      RealtimeHour hour,
      Map<BytesRef, WordCount> batch,
      WordTotals realtime) {
    this.client = client;
    this.hour = hour;
    this.batch = batch;
    this.realtime = realtime;
  }

  /**
   * Runs it.
   *
   * @throws VoidRunException if an answer is not the beginning of all words sorted
   */
  public static ResultTable run(Stage stage, Path folder, Corpus corpus, int rounds)
      throws Exception {
    Served served = Served.by(stage, corpus);
    Cut cut = served.manifest().cut();
    Map<BytesRef, WordCount> batch = new HashMap<>();
    served.vocabulary(stage).forEach((word, count) -> batch.put(new BytesRef(word), count));
    String analyzerName = EpochSettings.from(served.configuration()).analyzer();
    try (RealtimeHour hour = served.hour(cut.positions());
        TermAnalyzer analyzer = TermAnalyzer.named(analyzerName);
        TidelineClient client = TidelineClient.open(served.configuration())) {
      TopBenchmark benchmark = new TopBenchmark(client, hour, batch, new WordTotals(analyzer));
      List<Document> again = Served.again(corpus);
      benchmark.write(again, cut.ingestTime(), cut.ingestTime() + RealtimeHour.MILLIS);
      stage.say("%,d documents in an hour: %,d cells", again.size(), hour.cells());
      return benchmark.table(stage, corpus, again, cut.ingestTime() + RealtimeHour.MILLIS, rounds);
    }
  }

  /** Writes what the speed layer does, and waits until the client has it. */
  private void write(List<Document> documents, long from, long until) throws IOException {
    hour.write(documents, from, until);
    documents.forEach(document -> realtime.add(document.text()));
    client.await(hour.positions(), RealtimeHour.MILLIS);
  }

  private ResultTable table(Stage stage, Corpus corpus, List<Document> again, long end, int rounds)
      throws Exception {
    long cells = hour.cells();
    double first = millis();
    requireRight();
    List<Double> resting = new ArrayList<>();
    for (int i = 0; i < WARM_UPS + rounds * QUESTIONS; i++) {
      double took = millis();
      if (i >= WARM_UPS) {
        resting.add(took);
      }
    }
    TopAnswer rested = requireRight();
    List<Double> moving = new ArrayList<>();
    for (int i = 0; i < rounds * QUESTIONS / 2; i++) {
      Document more = again.get(i % again.size());
      write(
          List.of(new Document("more/" + i, more.eventTime(), Map.of(), more.text())),
          end + i * 1_000L,
          end + (i + 1) * 1_000L);
      moving.add(millis());
    }
    TopAnswer moved = requireRight();
    stage.say("first question %.0f ms", first);
    return new ResultTable(
        "top",
        "batch view of %,d MB, %,d words; an hour of %,d documents, %,d cells in 360 buckets of 2 partitions; the %d most frequent words, %d times; the first question of a client %.0f ms"
            .formatted(
                corpus.textBytes() >> 20,
                batch.size(),
                again.size(),
                cells,
                NUMBER,
                resting.size(),
                first),
        List.of("the log", "p50", "p99", "rows of the ranking + counts", "target, p50", ""),
        List.of(
            row("rests", new Samples(resting), rested),
            row("moved since the question before", new Samples(moving), moved)));
  }

  private static List<String> row(String log, Samples samples, TopAnswer answer) {
    return List.of(
        log,
        "%.1f ms".formatted(samples.median()),
        "%.1f ms".formatted(samples.percentile(99)),
        "%d + %d".formatted(answer.rankingRows(), answer.countRows()),
        "at most %.0f ms".formatted(TARGET.value()),
        TARGET.verdict(samples.median()));
  }

  private double millis() throws IOException {
    long begin = System.nanoTime();
    client.top(NUMBER);
    return (System.nanoTime() - begin) / 1e6;
  }

  /** Holds an answer against all words of both layers, sorted, and returns it. */
  private TopAnswer requireRight() throws IOException, VoidRunException {
    TopAnswer found = client.top(NUMBER);
    Map<BytesRef, MergedCount> all = new HashMap<>();
    batch.forEach((term, count) -> all.put(term, new MergedCount(count, WordCount.ZERO)));
    realtime.drain(
        (term, occurrences, documents) ->
            added.put(BytesRef.deepCopyOf(term), new WordCount(occurrences, documents)));
    added.forEach(
        (term, count) ->
            all.merge(
                term,
                new MergedCount(WordCount.ZERO, count),
                (known, more) -> new MergedCount(known.batch(), more.realtime())));
    List<TopAnswer.Word> expected =
        all.entrySet().stream()
            .map(entry -> new RankedTerm(entry.getKey(), entry.getValue()))
            .sorted(RankedTerm.ORDER)
            .limit(NUMBER)
            .map(term -> new TopAnswer.Word(term.term().utf8ToString(), term.count()))
            .toList();
    if (!found.words().equals(expected)) {
      throw new VoidRunException("top: expected %s, found %s".formatted(expected, found.words()));
    }
    return found;
  }
}
