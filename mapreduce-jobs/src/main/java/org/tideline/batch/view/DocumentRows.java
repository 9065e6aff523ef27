package org.tideline.batch.view;

import java.util.Set;
import org.tideline.views.document.DocumentVersion;

/** The rows of a table that a document has a part in. */
@FunctionalInterface
public interface DocumentRows {
  /** Adds those of {@code version}. */
  void of(DocumentVersion version, Set<byte[]> rows);
}
