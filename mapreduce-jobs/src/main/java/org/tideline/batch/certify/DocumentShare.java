package org.tideline.batch.certify;

import org.apache.lucene.util.BytesRef;
import org.tideline.views.certify.StableHash;

/**
 * A share of all documents, drawn by their ids.
 *
 * @param divisor into how many shares they are divided; a power of 2
 * @param number of this one, {@code [0, divisor)}
 */
record DocumentShare(long divisor, long number) {
  /** Every document. */
  static final DocumentShare ALL = new DocumentShare(1, 0);

  /** Whether every document is in it. */
  boolean isAll() {
    return divisor == 1;
  }

  /** Whether a document is in it. */
  boolean has(BytesRef id) {
    return isAll() || (StableHash.of(id.bytes, id.offset, id.length) & (divisor - 1)) == number;
  }

  /** Half of it. */
  DocumentShare half(boolean first) {
    return new DocumentShare(2 * divisor, first ? number : number + divisor);
  }
}
