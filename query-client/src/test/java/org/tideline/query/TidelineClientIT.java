package org.tideline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.progress.Stop;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Content;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.Version;
import org.tideline.views.realtime.Outcome;

class TidelineClientIT {
  private static final AtomicInteger NAMESPACE = new AtomicInteger();
  private static final long DAY = 86_400_000;

  private TestTables tables;

  @BeforeEach
  void create() throws IOException {
    tables = TestTables.create("client" + NAMESPACE.incrementAndGet(), Map.of());
  }

  @AfterEach
  void close() throws IOException {
    tables.close();
  }

  private TidelineClient open() throws IOException {
    return TidelineClient.open(tables.configuration());
  }

  private static List<String> rows(TidelineClient client) throws IOException {
    List<String> rows = new ArrayList<>();
    try (WordCountExport export = client.exportWordCount()) {
      for (Optional<WordCountExport.Row> row = export.next();
          row.isPresent();
          row = export.next()) {
        WordCount total = row.get().count().total();
        rows.add("%s %d %d".formatted(row.get().term(), total.occurrences(), total.documents()));
      }
    }
    return rows;
  }

  @Test
  void saysSoBeforeTheFirstEpoch() {
    assertThatThrownBy(this::open)
        .isInstanceOf(QueryException.class)
        .hasMessage(
            "table %s: expected the serving row, found none; start the speed layer once, or see tideline.hbase.namespace"
                .formatted(tables.names.generations()));
  }

  @Test
  void answersFromRealtimeAloneBeforeTheFirstGeneration() throws IOException {
    tables.openEpoch(0);
    try (TidelineClient client = open()) {
      assertThat(client.count("whale").count().total()).isEqualTo(WordCount.ZERO);
      tables.add(0, 10_000, "whale", 3, 2);
      tables.add(1, 20_000, "whale", 4, 1);
      tables.frontier(0, 5, 10_000);
      tables.frontier(1, 6, 20_000);
      client.await(Map.of(0, 5L, 1, 6L), 5_000);

      CountAnswer answer = client.count("Whale");
      assertThat(answer.term()).isEqualTo("whale");
      assertThat(answer.count().batch()).isEqualTo(WordCount.ZERO);
      assertThat(answer.count().realtime()).isEqualTo(new WordCount(7, 3));
      assertThat(answer.reading().generation()).isZero();
      assertThat(answer.reading().frontiers()).containsOnlyKeys(0, 1);
      assertThat(answer.reading().partial()).isEmpty();
    }
  }

  @Test
  void addsOnlyRealtimeCellsAtOrAfterTheCut() throws IOException {
    tables.openEpoch(0);
    tables.add(0, 10_000, "whale", 100, 50);
    tables.add(0, 20_000, "whale", 7, 2);
    tables.add(1, 30_000, "whale", -4, -1);
    tables.add(1, 30_000, "ship", 1, 1);
    tables.frontier(0, 9, 20_000);
    tables.frontier(1, 9, 30_000);
    tables.publish(1, 20_000, Map.of("whale", new WordCount(10, 5), "sea", new WordCount(2, 1)));
    try (TidelineClient client = open()) {
      List<CountAnswer> answers = client.counts(List.of("whale", "none", "ship", "sea"));
      assertThat(answers)
          .extracting(answer -> answer.count().total())
          .containsExactly(
              new WordCount(13, 6), WordCount.ZERO, new WordCount(1, 1), new WordCount(2, 1));
      assertThat(answers.get(0).count().realtime()).isEqualTo(new WordCount(3, 1));
      assertThat(answers.get(0).reading().generation()).isEqualTo(1);
      assertThat(answers.get(0).reading().cut().ingestTime()).isEqualTo(20_000);
    }
  }

  @Test
  void exportsTheMergedViewInOrderWithoutZeros() throws IOException {
    tables.openEpoch(0);
    tables.publish(
        1,
        10_000,
        Map.of("b", new WordCount(2, 1), "gone", new WordCount(3, 1), "z", new WordCount(1, 1)));
    tables.add(0, 10_000, "a", 1, 1);
    tables.add(0, 10_000, "gone", -3, -1);
    tables.add(1, 20_000, "b", 5, 1);
    tables.add(1, 20_000, "é", 1, 1);
    tables.add(1, 20_000, "zero", 0, 0);
    tables.frontier(0, 9, 20_000);
    tables.frontier(1, 9, 20_000);
    try (TidelineClient client = open()) {
      assertThat(rows(client)).containsExactly("a 1 1", "b 7 2", "z 1 1", "é 1 1");
      assertThat(client.count("gone").count().total()).isEqualTo(WordCount.ZERO);
    }
  }

  @Test
  void readsEveryPeriodBetweenCutAndFrontier() throws IOException {
    tables.openEpoch(0);
    tables.publish(1, DAY - 10_000, Map.of("whale", new WordCount(10, 5)));
    tables.add(0, DAY - 10_000, "whale", 1, 1);
    tables.frontier(0, 1, DAY - 1);
    tables.frontier(1, 0, DAY - 1);
    try (TidelineClient client = open()) {
      assertThat(client.count("whale").count().total()).isEqualTo(new WordCount(11, 6));
      // Midnight: tables that the client has not seen; one day has none.
      tables.add(0, DAY, "whale", 20, 1);
      tables.add(1, 3 * DAY, "whale", 300, 1);
      tables.frontier(0, 2, DAY);
      tables.frontier(1, 1, 3 * DAY);
      client.await(Map.of(0, 2L, 1, 1L), 5_000);
      assertThat(client.count("whale").count().total()).isEqualTo(new WordCount(331, 8));
      assertThat(rows(client)).containsExactly("whale 331 8");
    }
  }

  /**
   * Two Gets to two tables are not one moment: a cell of the next period may be seen without one of
   * the period before that was written earlier.
   */
  @Test
  void takesNothingOfAPeriodThatThePartitionWasNotKnownToHaveEntered() throws IOException {
    tables.openEpoch(0);
    tables.publish(1, DAY - 10_000, Map.of("whale", new WordCount(10, 5)));
    tables.add(0, DAY - 10_000, "whale", 1, 1);
    tables.add(0, DAY, "whale", 20, 1);
    tables.add(1, DAY, "whale", 300, 1);
    tables.frontier(0, 1, DAY - 1);
    tables.frontier(1, 1, DAY);
    try (TidelineClient client = open()) {
      assertThat(client.count("whale").count().total()).isEqualTo(new WordCount(311, 7));
      assertThat(rows(client)).containsExactly("whale 311 7");
    }
  }

  @Test
  void refusesCountsOfAnotherFormat() throws IOException {
    tables.openEpoch(0);
    tables.publish(1, 20_000, Map.of("whale", new WordCount(10, 5)));
    try (TidelineClient client = open()) {
      assertThat(client.count("whale").count().total()).isEqualTo(new WordCount(10, 5));
      tables.createWords(2, 30_000, Map.of("whale", new WordCount(1, 1)));
      tables.mark(2, "words/9");
      tables.serve(2, 30_000, 0);

      String message =
          "table %s: expected tideline.format \"words/2\", found \"words/9\"; written by a newer release?"
              .formatted(tables.names.words(2));
      assertThatThrownBy(client::reading)
          .isInstanceOf(CorruptDataException.class)
          .hasMessage(message);
      assertThatThrownBy(client::exportWordCount).hasMessage(message);
      assertThatThrownBy(this::open).hasMessage(message);
    }
  }

  @Test
  void startsAgainWhenItsTablesAreDropped() throws IOException {
    tables.openEpoch(0);
    tables.publish(1, 10_000, Map.of("whale", new WordCount(10, 5)));
    tables.add(0, 10_000, "whale", 1, 1);
    tables.frontier(0, 1, DAY);
    tables.frontier(1, 1, DAY);
    try (TidelineClient client = open()) {
      assertThat(client.count("whale").count().total()).isEqualTo(new WordCount(11, 6));
      tables.createWords(2, DAY, Map.of("whale", new WordCount(11, 6)));
      tables.serve(2, DAY, DAY);
      tables.drop(tables.names.words(1));
      tables.drop(tables.names.realtime(1, 0));
      assertThat(client.count("whale").count().batch()).isEqualTo(new WordCount(11, 6));
    }
  }

  @Test
  void marksAnswerPartialWhereRealtimeDoesNotReachBackToTheCut() throws IOException {
    tables.openEpoch(30_000);
    tables.publish(1, 20_000, Map.of("whale", new WordCount(10, 5)));
    try (TidelineClient client = open()) {
      assertThat(client.count("whale").reading().partial())
          .contains("realtime views are complete from ingest time 30000 on, the cut is at 20000");
    }
  }

  @Test
  void marksAnswerPartialWhereAPartitionIsStopped() throws IOException {
    tables.openEpoch(0);
    tables.stop(1, new Stop(Stop.Reason.GAP, "log begins at 5"));
    try (TidelineClient client = open()) {
      assertThat(client.count("whale").reading().partial())
          .contains("partition 1 stopped (GAP): log begins at 5");
      assertThatThrownBy(() -> client.await(Map.of(1, 3L), 5_000))
          .isInstanceOf(QueryException.class)
          .hasMessage("partition 1 stopped (GAP) before position 3: log begins at 5");
    }
  }

  @Test
  void marksAnswerPartialWhereAFrontierIsTooOld() throws IOException {
    try (TestTables strict =
        TestTables.create(
            "client" + NAMESPACE.incrementAndGet(), Map.of("tideline.query.frontier.age", "1h"))) {
      strict.openEpoch(0);
      long now = System.currentTimeMillis();
      strict.frontier(0, 5, now);
      strict.frontier(1, 5, now - 7_200_000);
      try (TidelineClient client = TidelineClient.open(strict.configuration())) {
        Reading reading = client.count("whale").reading();
        assertThat(reading.partial().orElseThrow())
            .startsWith("partition 1 is read up to ")
            .endsWith(
                " only, longer ago than tideline.query.frontier.age: the speed layer is behind, or the log is quiet");
        assertThatThrownBy(reading::requireComplete)
            .isInstanceOf(QueryException.class)
            .hasMessageStartingWith(
                "expected a whole answer, found one that may be short: partition 1 is read up to ");
        strict.frontier(1, 6, now);
        client.await(Map.of(1, 6L), 5_000);
        assertThat(client.reading().partial()).isEmpty();
      }
    }
  }

  @Test
  void anExportThatOverlapsAnExpiryFailsLoudly() throws IOException {
    tables.openEpoch(0);
    tables.publish(1, 10_000, Map.of("whale", new WordCount(2, 1)));
    try (TidelineClient client = open();
        WordCountExport export = client.exportWordCount()) {
      assertThat(export.next()).isPresent();
      tables.publish(2, 20_000, Map.of("whale", new WordCount(2, 1)));
      tables.change(serving -> serving.keeping(serving.kept(), 20_000));
      assertThatThrownBy(export::next)
          .isInstanceOf(QueryException.class)
          .hasMessage(
              "export of generation 1: expected realtime cells from ingest time 10000 on, found them dropped below 20000 meanwhile; export again");
    }
  }

  @Test
  void endsTheWaitForAReceiptInTime() throws IOException {
    tables.openEpoch(0);
    tables.frontier(0, 2, 10_000);
    try (TidelineClient client = open()) {
      client.await(Map.of(0, 2L), 5_000);
      assertThatThrownBy(() -> client.await(Map.of(0, 3L), 50))
          .isInstanceOf(QueryException.class)
          .hasMessage(
              "partition 0: expected the frontier to pass 3 within 50 ms, found it at 2; is the speed layer running? The records are safe in the log");
    }
  }

  @Test
  void refusesWordThatIsNotOneTerm() throws IOException {
    tables.openEpoch(0);
    try (TidelineClient client = open()) {
      assertThatThrownBy(() -> client.count("the sea"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "word \"the sea\": expected one term of the analyzer standard, found [the, sea]; ask for one word at a time");
      assertThatThrownBy(() -> client.count("!"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "word \"!\": expected one term of the analyzer standard, found none; ask for one word at a time");
    }
  }

  @Test
  void givesDocumentsAndOutcomes() throws IOException {
    tables.openEpoch(0);
    DocumentVersion put =
        new DocumentVersion("a", new Version(1, 1), Optional.of(new Content(Map.of(), "hi")));
    DocumentVersion delete = new DocumentVersion("a", new Version(2, 2), Optional.empty());
    Outcome outcome = new Outcome.Superseded(4, "a", 1, 2);
    tables.outcome(1, outcome);
    try (TidelineClient client = open()) {
      assertThat(client.document("a").version()).isEmpty();
      tables.document(5, put);
      assertThat(client.document("a").version()).contains(put);
      tables.document(6, delete);
      assertThat(client.document("a").version()).contains(delete);
      assertThat(client.outcomes(1, 4, 5)).containsExactly(outcome);
      assertThat(client.outcomes(1, 0, 4)).isEmpty();
      assertThat(client.outcomes(0, 0, 9)).isEmpty();
    }
  }

  @Test
  void tellsHowThePlatformStands() throws IOException {
    tables.openEpoch(0);
    tables.frontier(0, 7, 10_000);
    tables.add(0, 10_000, "whale", 1, 1);
    try (TidelineClient client = open()) {
      Status status = client.status();
      assertThat(status.partitions())
          .extracting(partition -> partition.position())
          .containsExactly(7L, 0L);
      assertThat(status.tables())
          .containsKeys("generations", "progress", "documents_e1", "realtime_e1_19700101T000000Z");
    }
  }
}
