package org.tideline.views.posting;

/** The postings of one term. Safe for use by several threads. */
public interface PostingList {
  /** How many there are. */
  int size();

  /** A new way through them. */
  PostingCursor cursor();
}
