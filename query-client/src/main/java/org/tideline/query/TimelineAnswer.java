package org.tideline.query;

import java.util.List;
import org.tideline.views.window.TimelineEntry;

/**
 * Documents in the order of event time, those of one moment by id.
 *
 * @param entries all of which stand
 * @param more whether there are others after them
 */
public record TimelineAnswer(List<TimelineEntry> entries, boolean more, Reading reading) {
  public TimelineAnswer {
    entries = List.copyOf(entries);
  }
}
