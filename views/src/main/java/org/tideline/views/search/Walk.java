package org.tideline.views.search;

/** A way through documents in their order. Before the first step it is at none. */
interface Walk {
  /**
   * Goes to the next document.
   *
   * @return whether there is one
   */
  boolean next();

  /**
   * Goes to the first document that is not before {@code document}, and stays if it is at one
   * already.
   *
   * @return whether there is one
   */
  boolean advance(String document);

  /** The document it is at. */
  String document();

  /** How many documents there are at most. */
  int size();
}
