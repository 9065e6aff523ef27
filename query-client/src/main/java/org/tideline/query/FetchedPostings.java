package org.tideline.query;

import java.util.List;
import java.util.Map;
import org.tideline.views.posting.PostingList;
import org.tideline.views.search.PostingLists;

/** What a query needs, in memory, and what it was read from. */
record FetchedPostings(
    Snapshot snapshot, Map<String, PostingList> lists, Map<String, List<String>> expansions)
    implements PostingLists {

  @Override
  public PostingList postings(String term) {
    return lists.get(term);
  }

  @Override
  public List<String> expansion(String prefix) {
    return expansions.get(prefix);
  }
}
