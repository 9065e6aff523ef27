package org.tideline.views.search;

import org.apache.lucene.util.BytesRef;

/**
 * A way through documents in the order of their ids' bytes. Before the first step it is at none;
 * after it was told that there is no further one it must not be moved any more.
 */
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
  boolean advance(BytesRef document);

  /** The document it is at, in UTF-8; valid until it moves. */
  BytesRef document();

  /** How many documents there are at most. */
  int size();
}
