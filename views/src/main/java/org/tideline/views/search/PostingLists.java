package org.tideline.views.search;

import java.util.List;
import org.tideline.views.posting.PostingList;

/** The merged postings that a query needs; the same at every call. */
public interface PostingLists {
  /** The documents that hold {@code term}, in their order; without any if there is none. */
  PostingList postings(String term);

  /** The terms that begin with {@code prefix} and stand in a document. */
  List<String> expansion(String prefix);
}
