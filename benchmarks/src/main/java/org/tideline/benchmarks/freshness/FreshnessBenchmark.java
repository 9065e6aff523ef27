package org.tideline.benchmarks.freshness;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.tideline.benchmarks.corpus.Corpus;
import org.tideline.benchmarks.measure.ResultTable;
import org.tideline.benchmarks.measure.Samples;
import org.tideline.benchmarks.measure.Target;
import org.tideline.benchmarks.measure.Unit;
import org.tideline.benchmarks.measure.VoidRunException;
import org.tideline.benchmarks.stage.Sender;
import org.tideline.benchmarks.stage.Stage;
import org.tideline.query.TidelineClient;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.settings.LogSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.speed.DocumentTopology;
import org.tideline.views.realtime.Frontier;

/**
 * From the acknowledgement of a document to the first answer that has it: one document at a time on
 * an idle platform, and at half of the greatest rate, which is measured in between.
 */
public final class FreshnessBenchmark {
  private static final int SINGLES = 100;
  private static final int WARM_UP_SINGLES = 20;
  private static final double WARM_UP = 0.25;
  private static final int SECONDS_A_ROUND = 30;
  private static final int PROBE_EVERY_MILLIS = 50;

  /** Of the rate that was to be sent. */
  private static final double HELD = 0.95;

  private static final Target P99_MILLIS = Target.atMost(1_000);

  private final Stage stage;
  private final TidelineConfiguration configuration;
  private final TidelineClient client;
  private final Probes probes;

  private FreshnessBenchmark(
      Stage stage, TidelineConfiguration configuration, TidelineClient client, Probes probes) {
    this.stage = stage;
    this.configuration = configuration;
    this.client = client;
    this.probes = probes;
  }

  /**
   * Runs it.
   *
   * @throws VoidRunException if half of the greatest rate could not be sent
   */
  public static ResultTable run(Stage stage, Path folder, Corpus corpus, int rounds)
      throws Exception {
    TidelineConfiguration configuration = stage.configuration("tideline");
    Epoch epoch = stage.open(configuration);
    stage
        .platform()
        .submit(
            DocumentTopology.build(configuration, epoch),
            DocumentTopology.stormConfiguration(configuration),
            () -> true);
    try (TidelineClient client = TidelineClient.open(configuration);
        Probes probes = new Probes(configuration, client)) {
      return new FreshnessBenchmark(stage, configuration, client, probes).run(corpus, rounds);
    }
  }

  private ResultTable run(Corpus corpus, int rounds) throws Exception {
    Samples single = single();
    stage.say("single document: p50 %s", Unit.MILLISECONDS.format(single.median()));
    double greatest = greatestRate(corpus);
    stage.say("greatest rate: %,.0f documents/s", greatest);
    double megabytes = corpus.textBytes() / (double) corpus.size() / (1 << 20);
    // The first part only lets the rate settle.
    steady("settle", corpus, greatest / 2, SECONDS_A_ROUND / 2);
    Samples steady = steady("round 1", corpus, greatest / 2, SECONDS_A_ROUND);
    for (int round = 2; round <= rounds; round++) {
      steady = steady.and(steady("round " + round, corpus, greatest / 2, SECONDS_A_ROUND));
    }
    return new ResultTable(
        "freshness",
        "greatest rate %,.0f documents/s (%.1f MB/s), measured over %,d MB"
            .formatted(greatest, greatest * megabytes, corpus.textBytes() >> 20),
        List.of("load", "documents asked for", "p50", "p99", "target, p99", ""),
        List.of(
            row("idle, one document at a time", single), row("half of the greatest rate", steady)));
  }

  private static List<String> row(String load, Samples millis) {
    double p99 = millis.percentile(99);
    return List.of(
        load,
        "%,d".formatted(millis.values().size()),
        Unit.MILLISECONDS.format(millis.median()),
        Unit.MILLISECONDS.format(p99),
        "at most 1 s",
        P99_MILLIS.verdict(p99));
  }

  private Samples single() throws Exception {
    // Not in step with any timer of the speed layer.
    Random random = new Random(1);
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < WARM_UP_SINGLES + SINGLES; i++) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(400));
      probes.send();
      Samples found = probes.found(1, Duration.ZERO);
      if (i >= WARM_UP_SINGLES) {
        millis.addAll(found.values());
      }
    }
    return new Samples(millis);
  }

  /** Documents per second that can be sent and are readable, both as fast as can be. */
  private double greatestRate(Corpus corpus) throws Exception {
    long start = readable();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<?> filled =
        thread.submit(
            () -> {
              stage.fill(corpus, configuration);
              return null;
            });
    long from = await(start + (long) (WARM_UP * corpus.size()));
    long begin = System.nanoTime();
    long to = await(start + corpus.size());
    double seconds = (System.nanoTime() - begin) / 1e9;
    filled.get();
    thread.shutdown();
    return (to - from) / seconds;
  }

  private long await(long position) throws IOException, InterruptedException {
    long now = readable();
    while (now < position) {
      TimeUnit.MILLISECONDS.sleep(20);
      now = readable();
    }
    return now;
  }

  private long readable() throws IOException {
    return client.reading().frontiers().values().stream().mapToLong(Frontier::position).sum();
  }

  private Samples steady(String name, Corpus corpus, double perSecond, int seconds)
      throws Exception {
    AtomicInteger left = new AtomicInteger(seconds * 1_000 / PROBE_EVERY_MILLIS);
    int wanted = left.get();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try {
      LogSettings log = LogSettings.from(configuration);
      Future<Double> held =
          thread.submit(new Sender(name, log, corpus, perSecond, Sender.after(seconds + 1)));
      timer.scheduleAtFixedRate(
          () -> {
            if (left.getAndDecrement() > 0) {
              probes.send();
            }
          },
          PROBE_EVERY_MILLIS,
          PROBE_EVERY_MILLIS,
          TimeUnit.MILLISECONDS);
      Samples found = probes.found(wanted, Duration.ofSeconds(seconds));
      double rate = held.get();
      stage.say(
          "%-8s  %,.0f documents/s: p50 %s, p99 %s",
          name,
          rate,
          Unit.MILLISECONDS.format(found.median()),
          Unit.MILLISECONDS.format(found.percentile(99)));
      if (rate < HELD * perSecond) {
        throw new VoidRunException(
            "freshness: expected %,.0f documents/s to be sent, found %,.0f; is the machine busy?"
                .formatted(perSecond, rate));
      }
      return found;
    } finally {
      timer.shutdownNow();
      thread.shutdownNow();
    }
  }
}
