package org.tideline.query;

import java.util.Optional;
import org.tideline.views.window.LatePolicy;
import org.tideline.views.window.WindowSize;

/**
 * Which windows to show.
 *
 * @param size of the windows
 * @param from event time in epoch milliseconds; windows that begin before it are left out
 * @param to event time in epoch milliseconds; windows that begin at it or later are left out
 * @param late what changes after close do; empty for what the settings say
 */
public record TrendRequest(WindowSize size, long from, long to, Optional<LatePolicy> late) {
  public TrendRequest {
    if (from > to) {
      throw new IllegalArgumentException(
          "trend: expected an end after the start %d, got %d".formatted(from, to));
    }
  }

  /** All windows of a size, late changes as the settings say. */
  public static TrendRequest of(WindowSize size) {
    return new TrendRequest(size, Long.MIN_VALUE, Long.MAX_VALUE, Optional.empty());
  }

  /** Those that begin in {@code [start, end)}. */
  public TrendRequest between(long start, long end) {
    return new TrendRequest(size, start, end, late);
  }

  /** The same by {@code policy}. */
  public TrendRequest by(LatePolicy policy) {
    return new TrendRequest(size, from, to, Optional.of(policy));
  }
}
