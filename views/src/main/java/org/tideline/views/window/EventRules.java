package org.tideline.views.window;

/** By what event time counts in an epoch: how the watermark moves, and how time is divided. */
public record EventRules(EventBounds bounds, WindowCalendar calendar) {}
