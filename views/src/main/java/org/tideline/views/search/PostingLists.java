package org.tideline.views.search;

import java.util.List;
import org.tideline.views.posting.Posting;

/** The merged postings that a query needs; the same at every call. */
public interface PostingLists {
  /** The documents that hold {@code term}, in their order; empty if there is none. */
  List<Posting> postings(String term);

  /** The terms that begin with {@code prefix} and stand in a document. */
  List<String> expansion(String prefix);
}
