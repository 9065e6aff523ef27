package org.tideline.batch.current;

import org.apache.lucene.util.BytesRef;
import org.tideline.views.document.Version;

/**
 * The version of a document that is current at a cut; its position is also where in the archive of
 * its partition the document stands.
 *
 * @param id in UTF-8
 * @param deleted whether it is a delete, which stays current for ever so that older puts stay dead
 */
public record CurrentVersion(BytesRef id, Version version, boolean deleted) {

  /** The one of two versions of a document that is current. */
  static CurrentVersion newer(CurrentVersion one, CurrentVersion other) {
    return one.version.supersedes(other.version) ? one : other;
  }
}
