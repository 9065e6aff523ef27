package org.tideline.query;

/**
 * What a view of a user comes to at a key; parts and total are written as the view shows values.
 *
 * @param key as the view shows it
 * @param batch below the cut
 * @param realtime what was added since
 * @param total both together
 * @param zero whether that is nothing
 */
public record ViewAnswer(
    String view,
    String key,
    String batch,
    String realtime,
    String total,
    boolean zero,
    Reading reading) {}
