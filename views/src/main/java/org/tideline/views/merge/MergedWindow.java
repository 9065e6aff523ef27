package org.tideline.views.merge;

import org.tideline.views.window.Window;

/**
 * What stands in one window over both layers.
 *
 * @param count what the batch view has of it, and what realtime adds by the reader's policy
 * @param changesAfterClose deltas since the cut that came after the window had closed, whether or
 *     not they count
 */
public record MergedWindow(Window window, MergedCount count, long changesAfterClose) {}
