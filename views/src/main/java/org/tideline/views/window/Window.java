package org.tideline.views.window;

import java.time.Instant;

/**
 * A window {@code [start, end)} of event time.
 *
 * @param start in epoch milliseconds
 * @param end in epoch milliseconds
 */
public record Window(long start, long end) {
  public Window {
    if (start >= end) {
      throw new IllegalArgumentException(
          "window must end after its start %d, got %d".formatted(start, end));
    }
  }

  /** Whether it holds {@code eventTime}. */
  public boolean contains(long eventTime) {
    return start <= eventTime && eventTime < end;
  }

  @Override
  public String toString() {
    return "[%s, %s)".formatted(Instant.ofEpochMilli(start), Instant.ofEpochMilli(end));
  }
}
