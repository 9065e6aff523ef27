package org.tideline.views.realtime;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.tideline.views.document.DocumentVersion;

/** The document table, as the speed layer reads it. */
public interface CurrentVersions {
  /**
   * Begins to look up, for each of {@code ids} that has any, its newest version with a stamp below
   * {@code stamp}: never one that a later run over the same records has written. What was written
   * before this call is found; what is written meanwhile may be. Any thread may complete it.
   */
  CompletableFuture<Map<String, DocumentVersion>> before(Collection<String> ids, long stamp);
}
