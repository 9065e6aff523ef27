package org.tideline.views.posting;

import java.util.Optional;
import org.tideline.views.document.DocumentId;

/**
 * What a version of a document did to one term. Of all entries of a term and a document the one
 * with the greatest position tells.
 *
 * @param document its id
 * @param position that of the version's record in the log
 * @param posting where the term stands in the version; empty for a tombstone: the version before
 *     had the term and this one does not
 */
public record PostingEntry(String document, long position, Optional<Posting> posting) {
  public PostingEntry {
    DocumentId.require(document);
    if (position < 0) {
      throw new IllegalArgumentException(
          "posting entry of document \"%s\": position must not be negative, got %d"
              .formatted(document, position));
    }
    if (posting.isPresent() && !posting.get().document().equals(document)) {
      throw new IllegalArgumentException(
          "posting entry of document \"%s\" holds a posting of document \"%s\""
              .formatted(document, posting.get().document()));
    }
  }

  /** The term stands in the version. */
  public static PostingEntry live(long position, Posting posting) {
    return new PostingEntry(posting.document(), position, Optional.of(posting));
  }

  /** The term stands in the document no more. */
  public static PostingEntry tombstone(String document, long position) {
    return new PostingEntry(document, position, Optional.empty());
  }
}
