package org.tideline.query;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.hbase.TableNotEnabledException;
import org.apache.hadoop.hbase.TableNotFoundException;

/**
 * Asks until an answer is whole. The snapshot is older than the data; after the last read the floor
 * must still be at or below its cut, and its tables must have been there, or it is asked again with
 * a newer one. Expiry waits longer than the timeout and the staleness together between raising the
 * floor and deleting, so that the look afterwards may be as old as the staleness.
 */
final class Question<T> {
  private static final int TRIES = 8;

  /** Reads with what a snapshot says. */
  @FunctionalInterface
  interface Reader<T> {
    CompletableFuture<T> read(Snapshot snapshot);
  }

  private final Snapshots snapshots;
  private final Reader<T> reader;

  Question(Snapshots snapshots, Reader<T> reader) {
    this.snapshots = snapshots;
    this.reader = reader;
  }

  /**
   * The answer.
   *
   * @param timeout milliseconds, all tries together
   * @throws QueryException if none was whole in time
   */
  T answer(long timeout) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeout);
    Snapshot snapshot = snapshots.fresh(left(end));
    Optional<IOException> vanished = Optional.empty();
    for (int tried = 0; tried < TRIES; tried++) {
      try {
        T answer = await(reader.read(snapshot), left(end));
        Snapshot now = snapshots.fresh(left(end));
        if (now.serving().floor() <= snapshot.serving().cut().ingestTime()) {
          return answer;
        }
      } catch (IOException e) {
        vanished = Optional.of(missingTable(e));
      }
      snapshot = snapshots.refresh(left(end));
    }
    throw new QueryException(
        "no generation stayed for the time of a query, in %d tries%s; expiry must wait longer than tideline.query.timeout"
            .formatted(
                TRIES, vanished.map(e -> " (last missing: " + e.getMessage() + ")").orElse("")),
        vanished.orElse(null));
  }

  /**
   * That a table is not there, where {@code failure} says so: a read of several rows says it by a
   * cause.
   *
   * @throws IOException the failure, if it says anything else
   */
  private static IOException missingTable(IOException failure) throws IOException {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TableNotFoundException || cause instanceof TableNotEnabledException) {
        return (IOException) cause;
      }
    }
    throw failure;
  }

  private static long left(long end) {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
  }

  /** What {@code future} gives, within {@code timeout} milliseconds. */
  static <T> T await(Future<T> future, long timeout) throws IOException {
    try {
      return future.get(timeout, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryException("interrupted while reading", e);
    } catch (TimeoutException e) {
      future.cancel(false);
      throw new QueryException("no answer within tideline.query.timeout; is HBase up?", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof RuntimeException runtime) {
        throw runtime;
      }
      throw new QueryException("reading failed: " + e.getCause(), e.getCause());
    }
  }
}
