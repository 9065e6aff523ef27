package org.tideline.views.window;

/**
 * What a record did to a place on the timeline: it put its document there, or took it away.
 *
 * @param position that of the record
 * @param stands whether the document stands there from then on
 */
public record TimelineEntry(TimelinePlace place, long position, boolean stands) {}
