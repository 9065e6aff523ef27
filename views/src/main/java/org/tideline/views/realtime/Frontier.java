package org.tideline.views.realtime;

/**
 * How far a partition is readable.
 *
 * @param position everything below it is in the realtime views
 * @param maxIngestTime the ingest time of the partition below {@code position}
 * @param tally over the records below {@code position}
 */
public record Frontier(long position, long maxIngestTime, Tally tally) {}
