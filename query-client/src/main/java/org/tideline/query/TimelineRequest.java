package org.tideline.query;

/**
 * Which part of the timeline to show.
 *
 * @param from event time in epoch milliseconds, included
 * @param to event time in epoch milliseconds, excluded
 * @param limit places at most, 1 to {@value #MAX_LIMIT}
 * @param reverse whether the latest come first
 */
public record TimelineRequest(long from, long to, int limit, boolean reverse) {
  /** Places that one answer may have. */
  public static final int MAX_LIMIT = 100_000;

  public TimelineRequest {
    if (from > to) {
      throw new IllegalArgumentException(
          "timeline: expected an end after the start %d, got %d".formatted(from, to));
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException(
          "timeline: expected a limit of 1 to %d documents, got %d; go on with --from or --to"
              .formatted(MAX_LIMIT, limit));
    }
  }

  /** The first ones of all, at most {@code limit}. */
  public static TimelineRequest first(int limit) {
    return new TimelineRequest(Long.MIN_VALUE, Long.MAX_VALUE, limit, false);
  }
}
