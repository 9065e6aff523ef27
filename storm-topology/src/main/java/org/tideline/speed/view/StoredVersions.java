package org.tideline.speed.view;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Result;
import org.tideline.schema.document.DocumentRow;
import org.tideline.speed.store.Store;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.realtime.CurrentVersions;

/** The document table; waits for HBase as long as it takes. */
final class StoredVersions implements CurrentVersions {
  private final Store store;
  private final TableName documents;
  private final Runnable meanwhile;

  /**
   * @param meanwhile called now and then during a long wait
   */
  StoredVersions(Store store, TableName documents, Runnable meanwhile) {
    this.store = store;
    this.documents = documents;
    this.meanwhile = meanwhile;
  }

  @Override
  public Map<String, DocumentVersion> before(Collection<String> ids, long stamp) {
    List<Get> gets = ids.stream().distinct().map(id -> DocumentRow.getBefore(id, stamp)).toList();
    Map<String, DocumentVersion> found = new HashMap<>();
    for (Result row : store.await(store.get(documents, gets), meanwhile)) {
      DocumentRow.newest(row).ifPresent(newest -> found.put(newest.value().id(), newest.value()));
    }
    return found;
  }
}
