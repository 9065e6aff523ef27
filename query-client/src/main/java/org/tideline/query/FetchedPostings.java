package org.tideline.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tideline.schema.posting.StoredPostings;
import org.tideline.views.posting.PostingList;
import org.tideline.views.search.PostingLists;

/**
 * What a query needs, in memory, and what it was read from. Not safe for use by several threads.
 */
final class FetchedPostings implements PostingLists {
  private final Snapshot snapshot;
  private final Map<String, StoredPostings> batch;
  private final Map<String, TermEntries> realtime;
  private final Map<String, List<String>> expansions;
  private final Map<String, PostingList> merged = new HashMap<>();

  FetchedPostings(
      Snapshot snapshot,
      Map<String, StoredPostings> batch,
      Map<String, TermEntries> realtime,
      Map<String, List<String>> expansions) {
    this.snapshot = snapshot;
    this.batch = batch;
    this.realtime = realtime;
    this.expansions = expansions;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /** Whether some of it is newer than the snapshot, while other parts of it may not be. */
  boolean beyond() {
    return realtime.values().stream().anyMatch(TermEntries::beyond);
  }

  @Override
  public PostingList postings(String term) {
    return merged.computeIfAbsent(term, key -> realtime.get(key).over(batch.get(key)));
  }

  @Override
  public List<String> expansion(String prefix) {
    return expansions.get(prefix);
  }
}
