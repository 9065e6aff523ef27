package org.tideline.views.window;

/**
 * A record that was late when it came, and became current.
 *
 * @param number how many of these its partition had before it
 * @param position its own
 * @param id of its document
 * @param eventTime in epoch milliseconds, below the watermark
 * @param watermark W before it, in epoch milliseconds
 * @param deleted whether it is a delete
 */
public record LateRecord(
    long number, long position, String id, long eventTime, long watermark, boolean deleted) {}
