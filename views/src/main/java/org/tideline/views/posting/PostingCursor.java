package org.tideline.views.posting;

import java.util.OptionalLong;
import org.apache.lucene.util.BytesRef;

/**
 * A way through the postings of one term, in the order of the ids' bytes, which is {@link
 * org.tideline.views.document.DocumentId#ORDER}. Before the first step it is at none. Not safe for
 * use by several threads.
 */
public interface PostingCursor {
  /**
   * Goes to the next posting.
   *
   * @return whether there is one; afterwards it must not be moved any more
   */
  boolean next();

  /**
   * Goes to the first posting whose document is not before {@code document}, and stays if it is at
   * one already.
   *
   * @return whether there is one; afterwards it must not be moved any more
   */
  boolean advance(BytesRef document);

  /** The document it is at, in UTF-8; valid until it moves. */
  BytesRef document();

  /**
   * The position in the log of the version that it is of; empty for one of a batch view, which is
   * of the version that was current at the cut.
   */
  default OptionalLong logPosition() {
    return OptionalLong.empty();
  }

  /** How many terms the document has. */
  int length();

  /** How often the term stands in the document. */
  int frequency();

  /** Where it stands for the time {@code index}, from 0 to below the frequency; they rise. */
  int position(int index);

  /** A copy of the posting it is at. */
  default Posting posting() {
    int[] positions = new int[frequency()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = position(i);
    }
    return new Posting(document().utf8ToString(), length(), positions);
  }
}
