package org.tideline.benchmarks.stream;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.tideline.benchmarks.measure.VoidRunException;

/**
 * How far something is.
 *
 * @param what it counts, in words
 * @param now asks; it never falls
 */
record Progress(String what, LongSupplier now) {
  private static final int POLL_MILLIS = 20;
  private static final Duration STUCK = Duration.ofMinutes(2);

  /**
   * How fast it goes from {@code from} to {@code to}.
   *
   * @throws VoidRunException if it stands still for too long
   */
  double perSecond(long from, long to) throws InterruptedException, VoidRunException {
    long first = await(from);
    long begin = System.nanoTime();
    long last = await(to);
    return (last - first) / ((System.nanoTime() - begin) / 1e9);
  }

  /**
   * Waits until it is at {@code wanted}, and says where it is then.
   *
   * @throws VoidRunException if it stands still for too long
   */
  long await(long wanted) throws InterruptedException, VoidRunException {
    long last = -1;
    long since = System.nanoTime();
    long found = now.getAsLong();
    while (found < wanted) {
      if (found > last) {
        last = found;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > STUCK.toNanos()) {
        throw new VoidRunException(
            "expected %,d %s to become readable, found %,d and no more for %d s; see the log file"
                .formatted(wanted, what, found, STUCK.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      found = now.getAsLong();
    }
    return found;
  }
}
