package org.tideline.views.search;

/** Goes through the documents that match, and says how well. */
interface Matcher extends Walk {
  /** How well the document it is at matches. */
  float score();

  /** How this score comes about. */
  Explanation explain();
}
