package org.tideline.views.time;

/**
 * A part of a bucket of one partition: the longest run of records whose totals the speed layer
 * holds in memory, and the unit that it recomputes after a failure.
 *
 * @param bucketStart in milliseconds of ingest time
 * @param number {@code (position - first position of the bucket) / segment size}
 */
public record Segment(long bucketStart, int partition, long number) {}
