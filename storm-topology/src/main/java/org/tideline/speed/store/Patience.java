package org.tideline.speed.store;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.hbase.DoNotRetryIOException;
import org.apache.hadoop.hbase.TableNotFoundException;

/**
 * Repeats calls until they succeed, and speaks of an outage twice: when the first call fails, and
 * when the last one that failed has succeeded. What HBase refuses however often it is asked is not
 * repeated.
 */
final class Patience {
  private static final long FIRST_BACKOFF = 100;
  private static final long GREATEST_BACKOFF = 10_000;

  private final String task;
  private final Consumer<String> announcements;
  private int failing;
  private long since;
  private volatile boolean ended;
  private volatile Optional<RefusedException> refusal = Optional.empty();

  /**
   * @param task whose calls they are
   * @param announcements takes what is said
   */
  Patience(String task, Consumer<String> announcements) {
    this.task = task;
    this.announcements = announcements;
  }

  /** The result of the first attempt that succeeds; fails if it is refused, or this has ended. */
  <T> CompletableFuture<T> persist(String purpose, Supplier<CompletableFuture<T>> attempt) {
    CompletableFuture<T> result = new CompletableFuture<>();
    attempt(purpose, attempt, FIRST_BACKOFF, result);
    return result;
  }

  private <T> void attempt(
      String purpose,
      Supplier<CompletableFuture<T>> attempt,
      long backoff,
      CompletableFuture<T> result) {
    begin(attempt)
        .whenComplete(
            (value, failure) -> {
              boolean first = backoff == FIRST_BACKOFF;
              if (failure == null) {
                if (!first) {
                  succeeded();
                }
                result.complete(value);
                return;
              }
              if (ended) {
                result.completeExceptionally(failure);
                return;
              }
              Optional<Throwable> fault = fault(failure);
              if (fault.isPresent()) {
                result.completeExceptionally(refused(purpose, fault.get()));
                return;
              }
              if (first) {
                failed(purpose, failure);
              }
              CompletableFuture.delayedExecutor(backoff, TimeUnit.MILLISECONDS)
                  .execute(
                      () ->
                          attempt(
                              purpose, attempt, Math.min(2 * backoff, GREATEST_BACKOFF), result));
            });
  }

  private static <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> attempt) {
    try {
      return attempt.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * The part of {@code failure} that says that the request itself is at fault. Most subclasses of
   * DoNotRetryIOException are about the state of a server or a table, which passes: a table that is
   * just being made, a quota.
   */
  private static Optional<Throwable> fault(Throwable failure) {
    Throwable first = unwrapped(failure);
    return first instanceof IllegalArgumentException
        ? Optional.of(first)
        : Stream.iterate(first, Objects::nonNull, Throwable::getCause)
            .filter(cause -> cause.getClass() == DoNotRetryIOException.class)
            .findFirst();
  }

  /** What {@code deletion} gives; in a table that was dropped nothing is left to be deleted. */
  static CompletableFuture<Void> orDropped(CompletableFuture<Void> deletion) {
    return deletion.exceptionallyCompose(
        failure ->
            Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                    .anyMatch(TableNotFoundException.class::isInstance)
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(failure));
  }

  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  private RefusedException refused(String purpose, Throwable fault) {
    RefusedException refused =
        new RefusedException(
            "%s: expected HBase to do what it is asked %s, found that it never will: %s; look at its limits, such as hbase.client.keyvalue.maxsize and hbase.server.keyvalue.maxsize"
                .formatted(task, purpose, fault),
            fault);
    refusal = Optional.of(refused);
    return refused;
  }

  /** Throws the refusal if a call was refused. */
  void requireNotRefused() {
    refusal.ifPresent(
        refused -> {
          throw refused;
        });
  }

  private synchronized void failed(String purpose, Throwable failure) {
    if (failing++ == 0) {
      since = System.nanoTime();
      announcements.accept(
          "%s waits for HBase %s: %s; it tries again until it succeeds, nothing is lost"
              .formatted(task, purpose, unwrapped(failure)));
    }
  }

  private synchronized void succeeded() {
    if (--failing == 0) {
      Duration outage = Duration.ofNanos(System.nanoTime() - since);
      announcements.accept(
          "%s goes on: HBase answers again after %d s".formatted(task, outage.toSeconds()));
    }
  }

  /** From now on a failed attempt is the last one. */
  void end() {
    ended = true;
  }
}
