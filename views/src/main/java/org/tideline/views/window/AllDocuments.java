package org.tideline.views.window;

import org.apache.lucene.util.BytesRef;

/**
 * The row in which all documents count, whatever they say: each with one document and as many
 * occurrences as its text has terms. It is named by U+0000, with which no term begins, so that it
 * stands before all of them.
 */
public final class AllDocuments {
  private AllDocuments() {}

  /** The name of the row, where others have their term; a new one each time. */
  public static byte[] row() {
    return new byte[] {0};
  }

  /** Whether a row has that name. */
  public static boolean is(BytesRef row) {
    return row.length == 1 && row.bytes[row.offset] == 0;
  }
}
