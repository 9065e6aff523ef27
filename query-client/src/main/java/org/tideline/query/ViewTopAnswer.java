package org.tideline.query;

import java.util.List;

/**
 * The keys of a view with the greatest values, by what the view orders them, ties by the bytes of
 * the key.
 *
 * @param rows fewer than were asked for where there are no more
 * @param read rows of both layers that were read for it: all that the view has
 */
public record ViewTopAnswer(String view, List<Row> rows, long read, Reading reading) {
  public ViewTopAnswer {
    rows = List.copyOf(rows);
  }

  /**
   * One of them; written as the view shows keys and values.
   *
   * @param weight by which it is ordered
   */
  public record Row(String key, String value, long weight) {}
}
