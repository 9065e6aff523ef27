package org.tideline.views.merge;

import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.tideline.views.window.TimelineEntry;

/**
 * The timelines of both layers as one, in their order: what realtime says of a place since the cut
 * stands in the place of the batch row. Not safe for use by several threads.
 */
public final class MergedTimeline implements Iterator<TimelineEntry> {
  private final Iterator<TimelineEntry> batch;
  private final Iterator<TimelineEntry> realtime;
  private final Comparator<TimelineEntry> order;
  private Optional<TimelineEntry> nextBatch;
  private Optional<TimelineEntry> nextRealtime;
  private Optional<TimelineEntry> next;

  /**
   * Merges two streams.
   *
   * @param batch each place once
   * @param realtime each place once, or several times one after the other, of which the greatest
   *     position tells
   * @param reverse whether both come with the greatest event time first
   */
  public MergedTimeline(
      Iterator<TimelineEntry> batch, Iterator<TimelineEntry> realtime, boolean reverse) {
    Comparator<TimelineEntry> rising = Comparator.comparing(TimelineEntry::place);
    this.batch = batch;
    this.realtime = realtime;
    this.order = reverse ? rising.reversed() : rising;
    this.nextBatch = take(batch);
    this.nextRealtime = take(realtime);
    this.next = find();
  }

  private static Optional<TimelineEntry> take(Iterator<TimelineEntry> entries) {
    return entries.hasNext() ? Optional.of(entries.next()) : Optional.empty();
  }

  private Optional<TimelineEntry> find() {
    while (nextBatch.isPresent() || nextRealtime.isPresent()) {
      TimelineEntry told = tell();
      if (told.stands()) {
        return Optional.of(told);
      }
    }
    return Optional.empty();
  }

  /** What is to be said of the next place. */
  private TimelineEntry tell() {
    int compared =
        nextRealtime.isEmpty()
            ? -1
            : nextBatch.isEmpty() ? 1 : order.compare(nextBatch.get(), nextRealtime.get());
    if (compared < 0) {
      TimelineEntry told = nextBatch.orElseThrow();
      nextBatch = take(batch);
      return told;
    }
    if (compared == 0) {
      nextBatch = take(batch);
    }
    TimelineEntry told = nextRealtime.orElseThrow();
    nextRealtime = take(realtime);
    while (nextRealtime.isPresent() && nextRealtime.get().place().equals(told.place())) {
      told = nextRealtime.get().position() > told.position() ? nextRealtime.get() : told;
      nextRealtime = take(realtime);
    }
    return told;
  }

  @Override
  public boolean hasNext() {
    return next.isPresent();
  }

  @Override
  public TimelineEntry next() {
    TimelineEntry found =
        next.orElseThrow(() -> new NoSuchElementException("no more places on the timeline"));
    next = find();
    return found;
  }
}
