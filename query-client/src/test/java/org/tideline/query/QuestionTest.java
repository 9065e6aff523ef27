package org.tideline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.hbase.TableNotEnabledException;
import org.apache.hadoop.hbase.TableNotFoundException;
import org.apache.hadoop.hbase.client.RetriesExhaustedException;
import org.junit.jupiter.api.Test;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.Verdict;
import org.tideline.views.time.Cut;

class QuestionTest {
  private final Deque<Snapshot> served = new ArrayDeque<>();
  private final List<Integer> asked = new ArrayList<>();

  /** The snapshots in their order, the last one for ever. */
  private final Snapshots snapshots =
      new Snapshots() {
        @Override
        public Snapshot fresh(long timeout) {
          return served.size() > 1 ? served.remove() : served.element();
        }

        @Override
        public Snapshot refresh(long timeout) {
          return fresh(timeout);
        }
      };

  private void serve(int generation, long cut, long floor) {
    Cut at = new Cut(cut, Map.of(0, 0L));
    served.add(
        new Snapshot(
            new Serving(
                generation, generation, at, 1, List.of(generation), floor, Verdict.UNPROVEN),
            new Epoch(1, "t", "id", Map.of(0, 0L), 0, Map.of()),
            Map.of(),
            Map.of(),
            Map.of(),
            Collections.emptySortedMap(),
            0));
  }

  private CompletableFuture<Integer> generation(Snapshot snapshot) {
    asked.add(snapshot.serving().generation());
    return CompletableFuture.completedFuture(snapshot.serving().generation());
  }

  @Test
  void answersWhereTheFloorStaysAtOrBelowTheCut() throws Exception {
    serve(1, 10_000, 0);
    serve(2, 20_000, 10_000);
    assertThat(new Question<>(snapshots, this::generation).answer(1_000)).isEqualTo(1);
  }

  @Test
  void asksAgainWhereTheFloorRoseAboveTheCutMeanwhile() throws Exception {
    serve(1, 10_000, 0);
    serve(2, 20_000, 20_000);
    assertThat(new Question<>(snapshots, this::generation).answer(1_000)).isEqualTo(2);
    assertThat(asked).containsExactly(1, 2);
  }

  /** The generation, where the first one fails so. */
  private int answerAfter(IOException failure) throws IOException {
    serve(1, 10_000, 0);
    serve(2, 20_000, 0);
    return new Question<>(
            snapshots,
            snapshot ->
                snapshot.serving().generation() == 1
                    ? CompletableFuture.failedFuture(failure)
                    : generation(snapshot))
        .answer(1_000);
  }

  @Test
  void asksAgainWhereATableVanished() throws Exception {
    assertThat(answerAfter(new TableNotFoundException("words_g1"))).isEqualTo(2);
  }

  @Test
  void asksAgainWhereATableVanishedFromUnderSeveralWords() throws Exception {
    assertThat(
            answerAfter(
                new RetriesExhaustedException(
                    "after 1 try", new TableNotEnabledException("words_g1"))))
        .isEqualTo(2);
  }

  @Test
  void doesNotAskAgainWhereSomethingElseFailed() {
    IOException refused = new IOException("refused");
    assertThatThrownBy(() -> answerAfter(refused)).isSameAs(refused);
    assertThat(asked).isEmpty();
  }

  @Test
  void givesUpAfterSomeTries() {
    serve(1, 10_000, 0);
    assertThatThrownBy(
            () ->
                new Question<>(
                        snapshots,
                        snapshot ->
                            CompletableFuture.<Integer>failedFuture(
                                new TableNotFoundException("words_g1")))
                    .answer(1_000))
        .isInstanceOf(QueryException.class)
        .hasMessage(
            "no generation stayed for the time of a query, in 8 tries (last missing: words_g1); expiry must wait longer than tideline.query.timeout");
  }

  @Test
  void givesUpInTime() {
    serve(1, 10_000, 0);
    assertThatThrownBy(
            () ->
                new Question<Integer>(snapshots, snapshot -> new CompletableFuture<>()).answer(20))
        .isInstanceOf(QueryException.class)
        .hasMessage("no answer within tideline.query.timeout; is HBase up?");
  }
}
