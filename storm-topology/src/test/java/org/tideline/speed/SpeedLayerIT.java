package org.tideline.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tideline.schema.generation.Epoch;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Outcome;
import org.tideline.views.realtime.Tally;
import org.tideline.views.reference.RandomChanges;
import org.tideline.views.reference.ReferenceView;
import org.tideline.views.reference.Tokenisation;

/** The whole topology on real engines, against the reference. */
class SpeedLayerIT {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final int HISTORIES = 20;

  /** Many edges, many tuples, several tables of realtime views. */
  private static final Map<String, String> NARROW =
      Map.of(
          "bucket.size", "1s",
          "segment.records", "7",
          "realtime.period", "2s",
          "flush.interval", "10ms",
          "tuple.bytes", "400",
          "bytes.in.flight", "4k");

  private long lastReadable = -1;

  /**
   * Puts, updates, deletes, late and repeated records, ticks, quarantined, misplaced and aborted
   * ones; the topology is killed twice in the middle and submitted again at once, so that the old
   * bolts still write while the new ones do.
   */
  @Test
  void countsExactlyThroughKills() throws Exception {
    try (Deployment deployment = new Deployment("kills", NARROW)) {
      Epoch epoch = deployment.open(new ArrayList<>());
      try (Appender appender =
          new Appender(Engines.shared().kafka(), deployment.topic(), epoch.partitions())) {
        List<RandomChanges> histories = histories();
        liveAndBeKilled(deployment, epoch, histories, appender);
        // Submitted while the first one's bolts still write.
        liveAndBeKilled(deployment, epoch, histories, appender);
        await().atMost(LONG).pollInterval(Duration.ofSeconds(2)).until(() -> rests(deployment));
        append(histories, appender, 1_500);
        deployment.submit(epoch);
        Map<Integer, Long> receipt = appender.receipt();
        await().atMost(LONG).until(() -> deployment.readable(receipt));

        ReferenceView reference = ReferenceView.of(appender.log(), Tokenisation.LETTER);
        assertThat(deployment.words(epoch)).isEqualTo(reference.words());
        assertThat(deployment.documents(epoch)).isEqualTo(reference.documents());
        assertThat(deployment.postings(epoch)).isEqualTo(reference.postings());
        assertThat(deployment.tally())
            .isEqualTo(
                new Tally(
                    reference.superseded(),
                    reference.quarantined(),
                    reference.documents().size(),
                    reference.occurrences()));
        assertThat(outcomes(deployment, epoch))
            .hasSize((int) (reference.superseded() + reference.quarantined()));
        assertThat(deployment.realtimeTables(epoch)).hasSizeGreaterThan(1);
      }
    }
  }

  private static void liveAndBeKilled(
      Deployment deployment, Epoch epoch, List<RandomChanges> histories, Appender appender)
      throws Exception {
    long before = readable(deployment);
    deployment.submit(epoch);
    append(histories, appender, 1_500);
    await().atMost(LONG).until(() -> readable(deployment) > before);
    append(histories, appender, 1_500);
    deployment.kill();
  }

  /** Whether nobody has written since the call before. */
  private boolean rests(Deployment deployment) throws Exception {
    long now = readable(deployment);
    boolean rests = now == lastReadable;
    lastReadable = now;
    return rests;
  }

  private static List<RandomChanges> histories() {
    return Stream.iterate(0, i -> i + 1)
        .limit(HISTORIES)
        .map(i -> new RandomChanges(i, "h" + i + "-", "" + (char) ('A' + i)))
        .toList();
  }

  private static void append(List<RandomChanges> histories, Appender appender, int count) {
    for (int i = 0; i < count; i++) {
      Change change = histories.get(i % histories.size()).next();
      appender.append(change);
      if (change instanceof Change.Put put && i % 100 == 0) {
        appender.misplace(put);
      }
      if (i % 1_000 == 500) {
        appender.appendAborted(
            new Change.Put(new Document("aborted" + i, Long.MAX_VALUE, Map.of(), "Aborted")));
      }
    }
  }

  private static long readable(Deployment deployment) throws Exception {
    return deployment.progress().values().stream()
        .flatMap(progress -> progress.frontier().stream())
        .mapToLong(Frontier::position)
        .sum();
  }

  private static List<Outcome> outcomes(Deployment deployment, Epoch epoch) throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    for (int partition = 0; partition < epoch.partitions(); partition++) {
      outcomes.addAll(deployment.outcomes(epoch, partition));
    }
    return outcomes;
  }

  @Test
  void takesTheGreatestRecord() throws Exception {
    try (Deployment deployment = new Deployment("great", Map.of())) {
      Epoch epoch = deployment.open(new ArrayList<>());
      deployment.submit(epoch);
      try (Appender appender =
          new Appender(Engines.shared().kafka(), deployment.topic(), epoch.partitions())) {
        String text = "Whale ".repeat((8 << 20) / 6);
        appender.append(new Change.Put(new Document("great", 1, Map.of(), text)));
        appender.append(new Change.Put(new Document("small", 1, Map.of(), "Whale")));
        Map<Integer, Long> receipt = appender.receipt();
        await().atMost(LONG).until(() -> deployment.readable(receipt));

        assertThat(deployment.words(epoch))
            .isEqualTo(ReferenceView.of(appender.log(), Tokenisation.LETTER).words());
        assertThat(deployment.documents(epoch).get("great").text()).isEqualTo(text);
      }
    }
  }
}
