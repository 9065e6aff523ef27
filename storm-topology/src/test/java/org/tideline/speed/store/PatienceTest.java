package org.tideline.speed.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.hbase.DoNotRetryIOException;
import org.apache.hadoop.hbase.TableNotEnabledException;
import org.apache.hadoop.hbase.TableNotFoundException;
import org.apache.hadoop.hbase.client.RetriesExhaustedException;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Patience patience = new Patience("views 0", said::add);

  @Test
  void saysNothingOfWhatSucceeds() {
    assertThat(patience.persist("to read", () -> CompletableFuture.completedFuture(7)))
        .isCompletedWithValue(7);
    assertThat(said).isEmpty();
  }

  @Test
  void triesAgainUntilItSucceedsAndSaysSoTwice() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    CompletableFuture<Integer> result =
        patience.persist(
            "to write to t",
            () ->
                attempts.incrementAndGet() < 3
                    ? CompletableFuture.failedFuture(new IOException("no route"))
                    : CompletableFuture.completedFuture(attempts.get()));

    assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(3);
    assertThat(said)
        .containsExactly(
            "views 0 waits for HBase to write to t: java.io.IOException: no route; it tries again until it succeeds, nothing is lost",
            "views 0 goes on: HBase answers again after 0 s");
  }

  @Test
  void triesAgainWhatThrowsAtOnce() throws Exception {
    Queue<RuntimeException> failures =
        new ConcurrentLinkedQueue<>(List.of(new IllegalStateException("closed")));
    CompletableFuture<Integer> result =
        patience.persist(
            "to read",
            () -> {
              RuntimeException failure = failures.poll();
              if (failure != null) {
                throw failure;
              }
              return CompletableFuture.completedFuture(1);
            });
    assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(1);
  }

  @Test
  void speaksOfOneOutageOnceHoweverManyCallsFail() throws Exception {
    AtomicInteger failures = new AtomicInteger(2);
    List<CompletableFuture<Integer>> results = new CopyOnWriteArrayList<>();
    CompletableFuture<Integer> away = CompletableFuture.failedFuture(new IOException("away"));
    for (int i = 0; i < 2; i++) {
      results.add(
          patience.persist(
              "to write",
              () -> failures.getAndDecrement() > 0 ? away : CompletableFuture.completedFuture(1)));
    }
    for (CompletableFuture<Integer> result : results) {
      assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }
    assertThat(said).hasSize(2);
  }

  private void assertRefused(Throwable failure, String fault) {
    CompletableFuture<Integer> result =
        patience.persist("to write to t", () -> CompletableFuture.failedFuture(failure));
    String message =
        "views 0: expected HBase to do what it is asked to write to t, found that it never will: %s; look at its limits, such as hbase.client.keyvalue.maxsize and hbase.server.keyvalue.maxsize"
            .formatted(fault);
    assertThatThrownBy(() -> result.get(10, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(RefusedException.class)
        .hasMessage(message);
    assertThatThrownBy(patience::requireNotRefused)
        .isInstanceOf(RefusedException.class)
        .hasMessage(message);
  }

  @Test
  void doesNotRepeatWhatTheClientRefuses() {
    patience.requireNotRefused();
    assertRefused(
        new IllegalArgumentException("KeyValue size too large"),
        "java.lang.IllegalArgumentException: KeyValue size too large");
  }

  @Test
  void doesNotRepeatWhatTheServerRefuses() {
    assertRefused(
        new RetriesExhaustedException("after 1 try", new DoNotRetryIOException("cell too large")),
        "org.apache.hadoop.hbase.DoNotRetryIOException: cell too large");
  }

  @Test
  void triesAgainWhileATableIsBeingMade() throws Exception {
    Queue<IOException> failures =
        new ConcurrentLinkedQueue<>(
            List.of(
                new RetriesExhaustedException("after 1 try", new TableNotFoundException("t")),
                new TableNotEnabledException("t")));
    CompletableFuture<Integer> result =
        patience.persist(
            "to write to t",
            () ->
                failures.isEmpty()
                    ? CompletableFuture.completedFuture(1)
                    : CompletableFuture.failedFuture(failures.poll()));
    assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    patience.requireNotRefused();
  }

  @Test
  void aDeleteInATableThatWasDroppedIsDone() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    Queue<IOException> failures =
        new ConcurrentLinkedQueue<>(
            List.of(
                new TableNotEnabledException("t"),
                new RetriesExhaustedException("after 1 try", new TableNotFoundException("t"))));
    CompletableFuture<Void> result =
        patience.persist(
            "to delete in t",
            () -> {
              attempts.incrementAndGet();
              return Patience.orDropped(CompletableFuture.failedFuture(failures.remove()));
            });
    assertThat(result.get(10, TimeUnit.SECONDS)).isNull();
    assertThat(attempts).hasValue(2);
  }

  @Test
  void failsOnceItHasEnded() {
    patience.end();
    CompletableFuture<Integer> result =
        patience.persist("to read", () -> CompletableFuture.failedFuture(new IOException("x")));
    assertThatThrownBy(() -> result.get(10, TimeUnit.SECONDS)).hasCause(new IOException("x"));
  }
}
