package org.tideline.views.realtime;

/**
 * Names a micro-batch under way; answers to another session than the feed's are ignored.
 *
 * @param session counts the loads of the checkpoint
 */
public record MessageId(int partition, long session, long from, long to) {}
