package org.tideline.views.window;

import java.util.Comparator;
import org.tideline.views.document.DocumentId;

/**
 * Where a document stands on the timeline.
 *
 * @param eventTime in epoch milliseconds
 * @param id of the document
 */
public record TimelinePlace(long eventTime, String id) implements Comparable<TimelinePlace> {
  private static final Comparator<TimelinePlace> ORDER =
      Comparator.comparingLong(TimelinePlace::eventTime)
          .thenComparing(TimelinePlace::id, DocumentId.ORDER);

  @Override
  public int compareTo(TimelinePlace other) {
    return ORDER.compare(this, other);
  }
}
