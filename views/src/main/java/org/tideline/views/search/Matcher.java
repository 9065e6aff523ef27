package org.tideline.views.search;

/** Goes through the documents that match, and says how well. */
interface Matcher extends Walk {
  /** How well the document it is at matches. */
  float score();

  /** How this score comes about. */
  Explanation explain();

  /**
   * Documents to come that score no more than {@code score} are of no use: they may be passed over,
   * if {@link #passed} counts them.
   */
  default void passOver(float score) {}

  /** How many documents it passed over that match; known once there is no further document. */
  default int passed() {
    return 0;
  }
}
