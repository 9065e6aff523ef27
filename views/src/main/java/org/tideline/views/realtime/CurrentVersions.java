package org.tideline.views.realtime;

import java.util.Collection;
import java.util.Map;
import org.tideline.views.document.DocumentVersion;

/** The document table, as the speed layer reads it. */
public interface CurrentVersions {
  /**
   * For each of {@code ids} that has any, its newest version with a stamp below {@code stamp}:
   * never one that a later run over the same records has written.
   */
  Map<String, DocumentVersion> before(Collection<String> ids, long stamp);
}
