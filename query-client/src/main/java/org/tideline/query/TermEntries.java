package org.tideline.query;

import org.tideline.schema.posting.StoredPostings;
import org.tideline.views.posting.LastEntries;
import org.tideline.views.posting.MergedList;
import org.tideline.views.posting.PostingList;

/** What the speed layer has of one term below the frontiers of a snapshot. */
final class TermEntries {
  private final Snapshot snapshot;
  private final LastEntries entries;
  private final boolean beyond;
  private volatile StoredPostings batch = StoredPostings.NONE;
  private volatile PostingList merged = StoredPostings.NONE;

  /**
   * The entries since the cut.
   *
   * @param beyond whether there are some of the frontiers and after, for which older ones are gone
   */
  TermEntries(Snapshot snapshot, LastEntries entries, boolean beyond) {
    this.snapshot = snapshot;
    this.entries = entries;
    this.beyond = beyond;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  LastEntries entries() {
    return entries;
  }

  boolean beyond() {
    return beyond;
  }

  /** The postings over both layers; made once for a batch view. */
  PostingList over(StoredPostings postings) {
    PostingList known = merged;
    if (batch != postings || known == StoredPostings.NONE) {
      known = MergedList.of(postings, entries);
      merged = known;
      batch = postings;
    }
    return known;
  }
}
