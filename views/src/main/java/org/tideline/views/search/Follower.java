package org.tideline.views.search;

import org.apache.lucene.util.BytesRef;

/** A matcher that is asked about documents that others lead to, in their order. */
final class Follower {
  private final Matcher matcher;
  private boolean begun;
  private boolean more = true;

  Follower(Matcher matcher) {
    this.matcher = matcher;
  }

  Matcher matcher() {
    return matcher;
  }

  /** Whether {@code document}, which is not before the one asked about last, matches. */
  boolean matches(BytesRef document) {
    if (more && (!begun || matcher.document().compareTo(document) < 0)) {
      begun = true;
      more = matcher.advance(document);
    }
    return more && matcher.document().bytesEquals(document);
  }
}
