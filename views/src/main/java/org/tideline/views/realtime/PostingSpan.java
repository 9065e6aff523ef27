package org.tideline.views.realtime;

/**
 * Which versions of a segment a cell of postings tells of: with the log it decides the content of
 * the cell, so that two writers of one cell write the same.
 *
 * @param from position of the first version, counted from the first position of the segment
 * @param to one more than that of the last version
 */
public record PostingSpan(Kind kind, int from, int to) {
  /** What a cell holds of its versions. */
  public enum Kind {
    /** All entries. */
    PIECE,
    /** The last entry of every document, tombstones included. */
    FOLD
  }

  public PostingSpan {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException(
          "posting span must be in [0, ..) and not empty, got [%d, %d)".formatted(from, to));
    }
  }
}
