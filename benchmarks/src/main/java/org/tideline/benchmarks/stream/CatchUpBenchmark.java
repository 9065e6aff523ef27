package org.tideline.benchmarks.stream;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tideline.benchmarks.corpus.Corpus;
import org.tideline.benchmarks.corpus.DatedDocuments;
import org.tideline.benchmarks.measure.ResultTable;
import org.tideline.benchmarks.measure.Samples;
import org.tideline.benchmarks.measure.Target;
import org.tideline.benchmarks.measure.Unit;
import org.tideline.benchmarks.measure.VoidRunException;
import org.tideline.benchmarks.stage.Sender;
import org.tideline.benchmarks.stage.Stage;
import org.tideline.query.LateAnswer;
import org.tideline.query.TidelineClient;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.LogSettings;
import org.tideline.schema.settings.Settings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.views.document.Document;

/**
 * The speed layer after it was stopped while three of four partitions went on: how fast it catches
 * up beside a load of one fifth of its greatest rate, on all partitions, and whether it takes any
 * record for late that is not late by its own partition. Nobody waits for the others: the partition
 * that had nothing to catch up is hours of event time ahead of them at once.
 */
public final class CatchUpBenchmark {
  private static final int PARTITIONS = 4;

  /** The one that gets nothing while the speed layer is stopped. */
  private static final int QUIET = 3;

  private static final int BACKLOG = 200_000;

  /** After each of which the user is told. */
  private static final int PARTS = 10;

  private static final double LOAD = 0.2;
  private static final double WARM_UP = 0.25;

  /** Of the load that was to be sent. */
  private static final double HELD = 0.95;

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Target OF_LOAD = Target.atLeast(3);

  /** One record comes as much after the one before. */
  private static final long STEP_MILLIS = 100;

  private static final long WEEK = 7 * 86_400_000L;
  private static final int JITTER_MILLIS = 60_000;
  private static final int EVERY = 97;

  /** More than can be late. */
  private static final int RETAINED = 1_000_000;

  private final Stage stage;
  private final SpeedLayer speed;
  private final TidelineConfiguration configuration;
  private final Epoch epoch;
  private final PlainLog log;
  private final Corpus corpus;
  private final long start = System.currentTimeMillis() - WEEK;
  private final long lateness;
  private int happened;

  private CatchUpBenchmark(
      Stage stage,
      SpeedLayer speed,
      TidelineConfiguration configuration,
      Epoch epoch,
      PlainLog log,
      Corpus corpus) {
    this.stage = stage;
    this.speed = speed;
    this.configuration = configuration;
    this.epoch = epoch;
    this.log = log;
    this.corpus = corpus;
    this.lateness = EpochSettings.from(configuration).windows().latenessBound();
  }

  /**
   * Runs it.
   *
   * @throws VoidRunException if a record is late in one of log and speed layer only, or the load
   *     could not be sent
   */
  public static ResultTable run(Stage stage, Path folder, Corpus corpus, int rounds)
      throws Exception {
    TidelineConfiguration configuration =
        stage.configuration(
            "tideline",
            Map.of(
                Settings.LOG_PARTITIONS.key(),
                Integer.toString(PARTITIONS),
                Settings.LATE_RECORDS.key(),
                Integer.toString(RETAINED)));
    Epoch epoch = stage.open(configuration);
    try (SpeedLayer speed = SpeedLayer.start(stage);
        PlainLog log = new PlainLog(configuration)) {
      return new CatchUpBenchmark(stage, speed, configuration, epoch, log, corpus).run(rounds);
    }
  }

  private ResultTable run(int rounds) throws Exception {
    stage.fill(documents("before", corpus.size()), configuration);
    happened += corpus.size();
    double greatest = speed.run(configuration, epoch, this::greatestRate);
    stage.say("greatest rate %s", Unit.DOCUMENTS_PER_SECOND.format(greatest));
    List<Double> rates = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      rates.add(catchUp(round, LOAD * greatest));
    }
    long late = requireLateByOwnPartition();
    return table(greatest, new Samples(rates), late);
  }

  private double greatestRate() throws InterruptedException, VoidRunException {
    long records = log.records();
    return speed.records(configuration, epoch).perSecond((long) (WARM_UP * records), records);
  }

  /** The next ones that happen. */
  private DatedDocuments documents(String name, int size) {
    int first = happened;
    return new DatedDocuments(name, corpus, size, number -> eventTime(first + number));
  }

  /** About in order; some lie by twice the bound before those around them. */
  private long eventTime(long number) {
    long jitter = number * 7_919 % JITTER_MILLIS;
    long back = number % EVERY == 0 ? 2 * lateness : 0;
    return start + number * STEP_MILLIS - jitter - back;
  }

  private double catchUp(int round, double load) throws Exception {
    Progress readable = speed.records(configuration, epoch);
    long before = readable.now().getAsLong();
    append(round);
    DatedDocuments meanwhile = documents("load", Integer.MAX_VALUE);
    return speed.run(configuration, epoch, () -> catchUp(round, load, meanwhile, readable, before));
  }

  /** Documents for three of the partitions only. */
  private void append(int round) throws IOException {
    DatedDocuments candidates = documents("behind %d".formatted(round), 2 * BACKLOG);
    List<Document> behind = new ArrayList<>();
    for (Document document : candidates) {
      happened++;
      if (LogRecordCodec.partition(LogRecordCodec.key(document.id()), PARTITIONS) != QUIET) {
        behind.add(document);
      }
      if (behind.size() == BACKLOG) {
        break;
      }
    }
    stage.fill(behind, configuration);
  }

  private double catchUp(
      int round, double load, List<Document> meanwhile, Progress readable, long before)
      throws Exception {
    AtomicBoolean caughtUp = new AtomicBoolean();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      String name = "load %d".formatted(round);
      LogSettings settings = LogSettings.from(configuration);
      Future<Double> sent =
          thread.submit(new Sender(name, settings, meanwhile, load, caughtUp::get));
      long first = readable.await(before + 1);
      long begin = System.nanoTime();
      long last = first;
      for (int part = 1; part <= PARTS; part++) {
        last = readable.await(before + (long) BACKLOG * part / PARTS);
        stage.say("%,d records after %.1f s", last - before, (System.nanoTime() - begin) / 1e9);
      }
      for (long end = log.records(); end - last > load; end = log.records()) {
        last = readable.await(end - (long) load);
        if (System.nanoTime() - begin > LIMIT.toNanos()) {
          throw new VoidRunException(
              "catch-up: expected it to catch up within %d s beside %,.0f documents/s, found %,d records to go; is the machine busy?"
                  .formatted(LIMIT.toSeconds(), load, log.records() - last));
        }
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      caughtUp.set(true);
      requireHeld(sent.get(), load);
      // The next one to stop it finds it at rest.
      happened += (int) (readable.await(log.records()) - before - BACKLOG);
      double rate = (last - first) / seconds;
      stage.say(
          "round %d: %,d records in %.1f s, %s beside %s",
          round,
          last - first,
          seconds,
          Unit.DOCUMENTS_PER_SECOND.format(rate),
          Unit.DOCUMENTS_PER_SECOND.format(load));
      return rate;
    } finally {
      caughtUp.set(true);
      thread.shutdown();
    }
  }

  private static void requireHeld(double held, double load) throws VoidRunException {
    if (held < HELD * load) {
      throw new VoidRunException(
          "catch-up: expected %,.0f documents/s to be sent, found %,.0f; is the machine busy?"
              .formatted(load, held));
    }
  }

  /** Holds what the speed layer took for late against the log; how many there are. */
  private long requireLateByOwnPartition() throws IOException, VoidRunException {
    Map<Integer, List<Long>> expected = log.late(lateness);
    Map<Integer, List<Long>> found = new TreeMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      found.put(partition, new ArrayList<>());
    }
    long total;
    try (TidelineClient client = TidelineClient.open(configuration)) {
      LateAnswer late = client.late(RETAINED);
      late.records()
          .forEach(record -> found.get(record.partition()).add(record.record().position()));
      total = late.total();
    }
    found.values().forEach(positions -> positions.sort(Comparator.naturalOrder()));
    long inLog = expected.values().stream().mapToLong(List::size).sum();
    stage.say("late by their own partition %,d, by the speed layer %,d", inLog, total);
    if (!found.equals(expected) || total != inLog || expected.values().contains(List.of())) {
      throw new VoidRunException(
          "catch-up: expected %,d late records by the log, at least one in each partition, and the same by the speed layer, found %,d, per partition %s and %s"
              .formatted(inLog, total, sizes(expected), sizes(found)));
    }
    return total;
  }

  private static List<Integer> sizes(Map<Integer, List<Long>> positions) {
    return positions.values().stream().map(List::size).toList();
  }

  private ResultTable table(double greatest, Samples rates, long late) {
    double load = LOAD * greatest;
    double ofLoad = rates.median() / load;
    return new ResultTable(
        "catch-up",
        "%,d records appended to 3 of 4 partitions while stopped, each of %d rounds; %,d of %,d records late, all by their own partition"
            .formatted(BACKLOG, rates.values().size(), late, log.records()),
        List.of("speed layer", "median", "rounds", "of the load", "target", ""),
        List.of(
            ResultTable.row(
                "a log filled before, %,d MB".formatted(corpus.textBytes() >> 20),
                new Samples(List.of(greatest)),
                Unit.DOCUMENTS_PER_SECOND,
                "",
                "",
                ""),
            ResultTable.row(
                "steady load, one fifth of it",
                new Samples(List.of(load)),
                Unit.DOCUMENTS_PER_SECOND,
                "",
                "",
                ""),
            ResultTable.row(
                "catching up beside the load",
                rates,
                Unit.DOCUMENTS_PER_SECOND,
                "%.1f times".formatted(ofLoad),
                "at least %.0f times".formatted(OF_LOAD.value()),
                OF_LOAD.verdict(ofLoad))));
  }
}
