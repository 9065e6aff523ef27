package org.tideline.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.storm.tuple.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.LiveSettings;
import org.tideline.schema.settings.SpeedSettings;
import org.tideline.speed.store.StoreSettings;
import org.tideline.speed.tuple.BatchTuple;
import org.tideline.speed.view.ViewBolt;
import org.tideline.views.document.LogRecord;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.MicroBatch;
import org.tideline.views.realtime.Settled;
import org.tideline.views.reference.RandomChanges;
import org.tideline.views.reference.ReferenceView;
import org.tideline.views.reference.Tokenisation;

/** Bolts driven by hand on real tables: one partition, several bolts, chosen moments. */
class ViewBoltIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int RECORDS = 200;
  private static final long START = 1_700_000_000_000L;

  /**
   * One bucket, ten segments.
   *
   * @param liveTerms 0 for live blocks only, very many for none
   */
  private static Map<String, String> settings(int liveTerms) {
    return Map.of(
        "log.partitions", "1",
        "segment.records", "20",
        "flush.interval", "1ms",
        "live.terms", String.valueOf(liveTerms),
        "live.grace", "2s",
        "query.timeout", "100ms",
        "query.staleness", "200ms");
  }

  private static List<LogRecord> records(long seed) {
    RandomChanges changes = new RandomChanges(seed, "d", "w");
    List<LogRecord> records = new ArrayList<>();
    for (int position = 0; position < RECORDS; position++) {
      records.add(new LogRecord(position, START + position, changes.next()));
    }
    return records;
  }

  private static MicroBatch batch(
      List<LogRecord> records, long from, long to, Optional<Checkpoint> init) {
    return new MicroBatch(0, from, to, records.subList((int) from, (int) to), init);
  }

  private static MicroBatch next(List<LogRecord> records, long from, long to) {
    return batch(records, from, to, Optional.empty());
  }

  /** A bolt of a deployment, with what Storm would give it. */
  private static final class Hand implements AutoCloseable {
    private final Tuples tuples;
    private final ViewBolt bolt;
    private long at;

    Hand(Deployment deployment, Epoch epoch) {
      this.tuples = new Tuples(DocumentTopology.build(deployment.configuration(), epoch));
      this.bolt =
          new ViewBolt(
              epoch.number(),
              deployment.names().namespace(),
              EpochSettings.from(deployment.configuration()),
              SpeedSettings.from(deployment.configuration()),
              LiveSettings.from(deployment.configuration()),
              StoreSettings.from(deployment.configuration().hadoop()));
      bolt.prepare(Map.of(), tuples.context(), tuples.collector());
    }

    Tuple give(MicroBatch batch) {
      Tuple tuple = tuples.of(batch);
      at = batch.to();
      bolt.execute(tuple);
      return tuple;
    }

    /** Ticks with empty batches until {@code tuple} is acknowledged. */
    void awaitAck(Tuple tuple) {
      await(() -> tuples.acked().contains(tuple));
    }

    /** Ticks until {@code condition} holds. */
    void await(Callable<Boolean> condition) {
      Awaitility.await()
          .atMost(LONG)
          .pollInterval(Duration.ofMillis(5))
          .until(
              () -> {
                give(new MicroBatch(0, at, at, List.of(), Optional.empty()));
                return condition.call();
              });
    }

    @Override
    public void close() {
      bolt.cleanup();
    }
  }

  private static Checkpoint checkpoint(Deployment deployment) throws Exception {
    return Optional.ofNullable(deployment.progress().get(0))
        .flatMap(Deployment.Progress::checkpoint)
        .orElse(Checkpoint.startingAt(0));
  }

  private static long frontier(Deployment deployment) throws Exception {
    return deployment.progress().get(0).frontier().orElseThrow().position();
  }

  private static Settled settled(Deployment deployment) throws Exception {
    return deployment.progress().get(0).settled().orElseThrow();
  }

  private static void assertRight(Deployment deployment, Epoch epoch, List<LogRecord> records)
      throws Exception {
    ReferenceView reference = ReferenceView.of(Map.of(0, records), Tokenisation.LETTER);
    assertThat(deployment.words(epoch)).isEqualTo(reference.words());
    assertThat(deployment.postings(epoch)).isEqualTo(reference.postings());
    assertThat(deployment.documents(epoch)).isEqualTo(reference.documents());
    assertThat(deployment.tally().superseded()).isEqualTo(reference.superseded());
    assertThat(deployment.tally().quarantined()).isEqualTo(reference.quarantined());
  }

  @ParameterizedTest(name = "live above {0} terms")
  @ValueSource(ints = {0, 10_000_000})
  void anotherBoltTakesOverInTheMiddleOfASegment(int liveTerms) throws Exception {
    List<LogRecord> records = records(5);
    try (Deployment deployment = new Deployment("takeover" + liveTerms, settings(liveTerms))) {
      Epoch epoch = deployment.open(new ArrayList<>());
      try (Hand first = new Hand(deployment, epoch)) {
        first.give(batch(records, 0, 90, Optional.of(Checkpoint.startingAt(0))));
        first.awaitAck(first.give(next(records, 90, 113)));
      }
      assertThat(frontier(deployment)).isEqualTo(113);
      assertThat(checkpoint(deployment).position()).isEqualTo(100);

      try (Hand second = new Hand(deployment, epoch)) {
        Tuple lost = second.give(next(records, 113, 120));
        assertThat(second.tuples.failed()).containsExactly(lost);
        Tuple empty = second.give(next(records, 120, 120));
        assertThat(second.tuples.failed()).containsExactly(lost, empty);

        second.give(batch(records, 100, 140, Optional.of(checkpoint(deployment))));
        second.awaitAck(second.give(next(records, 140, 200)));
      }
      assertRight(deployment, epoch, records);
    }
  }

  /** The moments at which a live flush, its settle, and the deletes of its blocks are done. */
  @Test
  void rowsTakeThePlaceOfLiveBlocks() throws Exception {
    List<LogRecord> records = records(10);
    try (Deployment deployment = new Deployment("settles", settings(0))) {
      Epoch epoch = deployment.open(new ArrayList<>());
      try (Hand bolt = new Hand(deployment, epoch)) {
        bolt.awaitAck(bolt.give(batch(records, 0, 15, Optional.of(Checkpoint.startingAt(0)))));
        assertThat(settled(deployment)).isEqualTo(new Settled(0, 1));
        assertThat(deployment.liveBlocks(epoch)).isPositive();
        bolt.awaitAck(bolt.give(next(records, 15, 95)));
        assertRight(deployment, epoch, records.subList(0, 95));

        // No record comes for a while.
        bolt.await(() -> settled(deployment).position() == 95);
        assertThat(checkpoint(deployment).position()).isEqualTo(80);
        assertRight(deployment, epoch, records.subList(0, 95));
        assertThat(deployment.liveBlocks(epoch)).describedAs("for queries under way").isPositive();
        bolt.await(() -> deployment.liveBlocks(epoch) == 0);
        assertRight(deployment, epoch, records.subList(0, 95));
      }
    }
  }

  @ParameterizedTest(name = "live above {0} terms")
  @ValueSource(ints = {0, 10_000_000})
  void foldsTakeThePlaceOfPieces(int liveTerms) throws Exception {
    List<LogRecord> records = records(9);
    try (Deployment deployment = new Deployment("folds" + liveTerms, settings(liveTerms))) {
      Epoch epoch = deployment.open(new ArrayList<>());
      try (Hand bolt = new Hand(deployment, epoch)) {
        bolt.awaitAck(bolt.give(batch(records, 0, 6, Optional.of(Checkpoint.startingAt(0)))));
        bolt.awaitAck(bolt.give(next(records, 6, 12)));
        bolt.awaitAck(bolt.give(next(records, 12, 18)));
        assertThat(deployment.piecesBesideFolds(epoch)).isEmpty();
        bolt.awaitAck(bolt.give(next(records, 18, 200)));
        Awaitility.await().atMost(LONG).until(() -> deployment.piecesBesideFolds(epoch).isEmpty());
      }
      assertRight(deployment, epoch, records);
    }
  }

  @ParameterizedTest(name = "live above {0} terms")
  @ValueSource(ints = {0, 10_000_000})
  void whatAStaleBoltWritesLateIsBelowWhatStands(int liveTerms) throws Exception {
    List<LogRecord> records = records(6);
    try (Deployment deployment = new Deployment("stale" + liveTerms, settings(liveTerms))) {
      Epoch epoch = deployment.open(new ArrayList<>());
      try (Hand stale = new Hand(deployment, epoch);
          Hand live = new Hand(deployment, epoch)) {
        stale.awaitAck(stale.give(batch(records, 0, 50, Optional.of(Checkpoint.startingAt(0)))));
        Checkpoint init = checkpoint(deployment);
        assertThat(init.position()).isEqualTo(40);
        live.give(batch(records, 40, 70, Optional.of(init)));
        live.awaitAck(live.give(next(records, 70, RECORDS)));
        assertRight(deployment, epoch, records);

        // Over records that the live bolt has passed, edges and checkpoints included.
        stale.give(next(records, 50, 110));
        stale.awaitAck(stale.give(next(records, 110, 155)));
      }
      assertRight(deployment, epoch, records);
      assertThat(frontier(deployment)).isEqualTo(RECORDS);
      assertThat(checkpoint(deployment).position()).isEqualTo(180);
    }
  }

  @ParameterizedTest(name = "live above {0} terms")
  @ValueSource(ints = {0, 10_000_000})
  void refusesAGapAndForgetsNothingForARepeat(int liveTerms) throws Exception {
    List<LogRecord> records = records(7);
    try (Deployment deployment = new Deployment("repeats" + liveTerms, settings(liveTerms))) {
      Epoch epoch = deployment.open(new ArrayList<>());
      try (Hand bolt = new Hand(deployment, epoch)) {
        MicroBatch first = batch(records, 0, 30, Optional.of(Checkpoint.startingAt(0)));
        bolt.give(first);
        bolt.give(next(records, 30, 60));
        Tuple gap = bolt.give(next(records, 70, 80));
        bolt.await(() -> !bolt.tuples.failed().isEmpty());
        assertThat(failedWithRecords(bolt)).containsExactly(gap);

        Tuple repeat = bolt.give(first);
        bolt.give(next(records, 30, 75));
        bolt.awaitAck(bolt.give(next(records, 75, RECORDS)));
        assertThat(bolt.tuples.acked()).contains(repeat);
        assertThat(failedWithRecords(bolt)).containsExactly(gap);
      }
      assertRight(deployment, epoch, records);
    }
  }

  /** Without the empty tuples, which lie beyond the gap while it is waited for. */
  private static List<Tuple> failedWithRecords(Hand bolt) {
    return bolt.tuples.failed().stream()
        .filter(tuple -> !BatchTuple.batch(tuple).records().isEmpty())
        .toList();
  }

  @ParameterizedTest(name = "live above {0} terms")
  @ValueSource(ints = {0, 10_000_000})
  void waitsForHBaseAndFailsNoTupleForIt(int liveTerms) throws Exception {
    List<LogRecord> records = records(8);
    try (Deployment deployment = new Deployment("outage" + liveTerms, settings(liveTerms))) {
      Epoch epoch = deployment.open(new ArrayList<>());
      try (Hand bolt = new Hand(deployment, epoch);
          Admin admin = deployment.connection().getAdmin()) {
        bolt.awaitAck(bolt.give(batch(records, 0, 50, Optional.of(Checkpoint.startingAt(0)))));
        admin.disableTable(deployment.realtimeTables(epoch).get(0));
        Tuple tuple = bolt.give(next(records, 50, RECORDS));
        bolt.give(next(records, RECORDS, RECORDS));
        assertThat(bolt.tuples.acked()).doesNotContain(tuple);
        assertThat(frontier(deployment)).isEqualTo(50);

        admin.enableTable(deployment.realtimeTables(epoch).get(0));
        bolt.awaitAck(tuple);
        assertThat(bolt.tuples.failed()).isEmpty();
      }
      assertRight(deployment, epoch, records);
    }
  }
}
