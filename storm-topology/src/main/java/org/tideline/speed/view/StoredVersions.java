package org.tideline.speed.view;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Result;
import org.tideline.schema.document.DocumentRow;
import org.tideline.speed.store.Store;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.realtime.CurrentVersions;
import org.tideline.views.realtime.Flush;

/** The document table; HBase answers as late as it likes. */
record StoredVersions(Store store, TableName documents) implements CurrentVersions {
  @Override
  public CompletableFuture<Map<String, DocumentVersion>> before(
      Collection<String> ids, long stamp) {
    List<Get> gets = ids.stream().distinct().map(id -> DocumentRow.getBefore(id, stamp)).toList();
    return store.get(documents, gets).thenApply(StoredVersions::newest);
  }

  private static Map<String, DocumentVersion> newest(List<Result> rows) {
    return rows.stream()
        .map(DocumentRow::newest)
        .flatMap(Optional::stream)
        .map(Flush.Stamped::value)
        .collect(Collectors.toMap(DocumentVersion::id, Function.identity()));
  }
}
