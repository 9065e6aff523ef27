package org.tideline.views.realtime;

import org.tideline.views.window.EventClock;

/**
 * How far a partition is readable.
 *
 * @param position everything below it is in the realtime views
 * @param maxIngestTime the ingest time of the partition below {@code position}
 * @param tally over the records below {@code position}
 * @param clock how far event time is there
 */
public record Frontier(long position, long maxIngestTime, Tally tally, EventClock clock) {}
