package org.tideline.benchmarks.query;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tideline.benchmarks.corpus.Corpus;
import org.tideline.benchmarks.measure.ResultTable;
import org.tideline.benchmarks.measure.Samples;
import org.tideline.benchmarks.measure.Target;
import org.tideline.benchmarks.measure.VoidRunException;
import org.tideline.benchmarks.query.DrawnQueries.Kind;
import org.tideline.benchmarks.stage.Stage;
import org.tideline.query.SearchAnswer;
import org.tideline.query.SearchRequest;
import org.tideline.query.TidelineClient;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.SearchSettings;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.Document;
import org.tideline.views.search.LuceneIndex;
import org.tideline.views.time.Cut;

/**
 * Searches by the query client, over a generation and an hour of realtime buckets, beside Lucene in
 * this process over the same documents.
 */
public final class SearchBenchmark {
  private static final int DOCUMENTS = 100_000;
  private static final int QUERIES = 300;
  private static final int WARM_UPS = 5;
  private static final int CLIENTS = 8;
  private static final int BEST = 10;

  /** The speed layer has taken the documents of the generation within this before its cut. */
  private static final long BEFORE_CUT = 60_000;

  private static final Target TARGET = Target.atMost(5);

  private final Stage stage;
  private final TidelineClient client;
  private final LucenePeer lucene;
  private final int rounds;
  private final List<List<String>> rows = new ArrayList<>();

  private SearchBenchmark(Stage stage, TidelineClient client, LucenePeer lucene, int rounds) {
    this.stage = stage;
    this.client = client;
    this.lucene = lucene;
    this.rounds = rounds;
  }

  /** A search, whose result is thrown away. */
  @FunctionalInterface
  private interface Side {
    void search(String query) throws IOException;
  }

  private record Sides(Samples ours, Samples lucene) {}

  /**
   * Runs it.
   *
   * @throws VoidRunException if the sides do not find the same in the same order
   */
  public static ResultTable run(Stage stage, Path folder, Corpus corpus, int rounds)
      throws Exception {
    List<Document> batch = corpus.subList(0, Math.min(DOCUMENTS, corpus.size()));
    List<Document> again = Served.again(corpus);
    Served served = Served.by(stage, batch);
    Cut cut = served.manifest().cut();
    try (RealtimeHour hour = served.hour(served.epoch().startPositions())) {
      hour.write(batch, cut.ingestTime() - BEFORE_CUT, cut.ingestTime());
      hour.tickTo(cut.positions(), cut.ingestTime() - 1);
      stage.say("%,d documents before the cut: %,d cells", batch.size(), hour.cells());
      hour.write(again, cut.ingestTime(), cut.ingestTime() + RealtimeHour.MILLIS);
      stage.say("%,d documents in the hour after: %,d cells in all", again.size(), hour.cells());
    }
    List<Document> all = new ArrayList<>(batch);
    all.addAll(again);
    SearchSettings settings = SearchSettings.from(served.configuration());
    try (LucenePeer lucene =
            LucenePeer.of(
                all,
                folder.resolve("lucene"),
                LuceneIndex.exactLengths(settings.k1(), settings.b()));
        TidelineClient client = TidelineClient.open(served.configuration());
        TermAnalyzer analyzer =
            TermAnalyzer.named(EpochSettings.from(served.configuration()).analyzer())) {
      SearchBenchmark benchmark = new SearchBenchmark(stage, client, lucene, rounds);
      for (Kind kind : Kind.values()) {
        benchmark.measure(kind, DrawnQueries.of(kind, 3 * QUERIES, corpus.speeches(), analyzer));
      }
      return new ResultTable(
          "search",
          "batch view of %,d documents, an hour of %,d more in 360 buckets of 2 partitions; %d queries of each kind, %d times, %d times by each of %d clients; the best %d of all that are found"
              .formatted(batch.size(), again.size(), QUERIES, rounds, rounds, CLIENTS, BEST),
          List.of(
              "two words",
              "clients",
              "found, p50",
              "p99",
              "tideline, p50",
              "p99",
              "Lucene, p50",
              "p99",
              "target, p50",
              ""),
          benchmark.rows);
    }
  }

  /** A third of the queries warms up, the others are measured. */
  private void measure(Kind kind, List<String> queries) throws Exception {
    List<String> warming = queries.subList(0, QUERIES);
    List<String> measured = queries.subList(QUERIES, 2 * QUERIES);
    List<String> others = queries.subList(2 * QUERIES, queries.size());
    for (int i = 0; i < WARM_UPS; i++) {
      say(kind, "warm-up", inTurn(warming, i));
    }
    Sides first = inTurn(measured, 0);
    say(kind, "asked for the first time", first);
    Samples found = compared(measured);
    row(kind, "1, for the first time", found, first);
    Sides one = inTurn(measured, 0);
    for (int round = 1; round < rounds; round++) {
      one = and(one, inTurn(measured, round));
    }
    say(kind, "one client", one);
    row(kind, "1", found, one);
    Sides manyFirst = divided(others);
    say(kind, CLIENTS + " for the first time", manyFirst);
    row(kind, CLIENTS + ", for the first time", compared(others), manyFirst);
    Sides many = together(measured);
    for (int round = 1; round < rounds; round++) {
      many = and(many, together(measured));
    }
    say(kind, CLIENTS + " clients", many);
    row(kind, Integer.toString(CLIENTS), found, many);
  }

  private void say(Kind kind, String when, Sides sides) {
    stage.say(
        "%-6s  %-24s tideline p50 %.2f ms, p99 %.2f ms  Lucene p50 %.2f ms, p99 %.2f ms",
        kind.key(),
        when,
        sides.ours().median(),
        sides.ours().percentile(99),
        sides.lucene().median(),
        sides.lucene().percentile(99));
  }

  private void row(Kind kind, String clients, Samples found, Sides sides) {
    rows.add(
        List.of(
            kind.key(),
            clients,
            "%,.0f".formatted(found.median()),
            "%,.0f".formatted(found.percentile(99)),
            "%.2f ms".formatted(sides.ours().median()),
            "%.2f ms".formatted(sides.ours().percentile(99)),
            "%.2f ms".formatted(sides.lucene().median()),
            "%.2f ms".formatted(sides.lucene().percentile(99)),
            "at most %.0f ms".formatted(TARGET.value()),
            TARGET.verdict(sides.ours().median())));
  }

  private static Sides and(Sides before, Sides after) {
    return new Sides(before.ours().and(after.ours()), before.lucene().and(after.lucene()));
  }

  private void ours(String query) throws IOException {
    client.search(SearchRequest.of(query).withLimit(BEST));
  }

  private void lucene(String query) throws IOException {
    lucene.best(query, BEST);
  }

  /** Query by query in turn; neither side is always the first. */
  private Sides inTurn(List<String> queries, int round) throws IOException {
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      String query = queries.get(i);
      if ((i + round) % 2 == 0) {
        ours.add(millis(this::ours, query));
        theirs.add(millis(this::lucene, query));
      } else {
        theirs.add(millis(this::lucene, query));
        ours.add(millis(this::ours, query));
      }
    }
    return new Sides(new Samples(ours), new Samples(theirs));
  }

  private static double millis(Side side, String query) throws IOException {
    long begin = System.nanoTime();
    side.search(query);
    return (System.nanoTime() - begin) / 1e6;
  }

  /** Several clients at once, first of one side, then of the other. */
  private Sides together(List<String> queries) throws Exception {
    return new Sides(together(this::ours, queries), together(this::lucene, queries));
  }

  private static Samples together(Side side, List<String> queries) throws Exception {
    List<Callable<List<Double>>> work = new ArrayList<>();
    for (int number = 0; number < CLIENTS; number++) {
      // Each begins elsewhere, so that they do not all ask for the same.
      int begin = number * queries.size() / CLIENTS;
      work.add(() -> all(side, queries, begin));
    }
    return atOnce(work);
  }

  /** The same, every query by one client only. */
  private Sides divided(List<String> queries) throws Exception {
    return new Sides(divided(this::ours, queries), divided(this::lucene, queries));
  }

  private static Samples divided(Side side, List<String> queries) throws Exception {
    List<Callable<List<Double>>> work = new ArrayList<>();
    for (int number = 0; number < CLIENTS; number++) {
      int begin = number * queries.size() / CLIENTS;
      int end = (number + 1) * queries.size() / CLIENTS;
      work.add(() -> all(side, queries.subList(begin, end), 0));
    }
    return atOnce(work);
  }

  private static Samples atOnce(List<Callable<List<Double>>> work) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Double> millis = new ArrayList<>();
      for (Future<List<Double>> done : clients.invokeAll(work)) {
        millis.addAll(done.get());
      }
      return new Samples(millis);
    } finally {
      clients.shutdown();
    }
  }

  private static List<Double> all(Side side, List<String> queries, int begin) throws IOException {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      millis.add(millis(side, queries.get((begin + i) % queries.size())));
    }
    return millis;
  }

  /** How many documents each query finds, after both sides were held against each other. */
  private Samples compared(List<String> queries) throws IOException, VoidRunException {
    List<Double> found = new ArrayList<>();
    for (String query : queries) {
      SearchAnswer answer = client.search(SearchRequest.of(query).withLimit(BEST));
      List<String> ids = answer.hits().stream().map(SearchAnswer.Hit::id).toList();
      int total = lucene.count(query);
      List<String> expected = lucene.best(query, BEST);
      if (answer.total() != total || !ids.equals(expected)) {
        throw new VoidRunException(
            "search: expected %,d documents for %s, the best %s, found %,d, the best %s"
                .formatted(total, query, expected, answer.total(), ids));
      }
      found.add((double) total);
    }
    return new Samples(found);
  }
}
