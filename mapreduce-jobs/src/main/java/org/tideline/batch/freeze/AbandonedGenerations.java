package org.tideline.batch.freeze;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.tideline.batch.step.BatchLayer;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.table.BatchTable;

/**
 * What runs left that were broken off. A generation that was begun may still be finished, as long
 * as its base serves; after that nobody can publish or read it, and it only takes space.
 */
final class AbandonedGenerations {
  private final BatchLayer layer;
  private final Consumer<String> notices;

  AbandonedGenerations(BatchLayer layer, Consumer<String> notices) {
    this.layer = layer;
    this.notices = notices;
  }

  /** Deletes the tables and the files of those that can no longer be published. */
  void sweep() throws IOException {
    // In this order: what is begun and published after the first look is not among what may go.
    List<Manifest> begun = layer.store().manifests();
    Serving serving = layer.serving();
    for (Manifest manifest : begun) {
      if (manifest.base() != serving.generation()
          && !serving.kept().contains(manifest.generation())) {
        sweep(manifest);
      }
    }
  }

  private void sweep(Manifest manifest) throws IOException {
    boolean found = layer.files(manifest.generation()).delete();
    try (Admin admin = layer.connection().getAdmin()) {
      for (BatchTable table : BatchTable.values()) {
        found |= delete(admin, table.of(layer.names(), manifest.generation()));
      }
    }
    if (found) {
      notices.accept(
          "generation %d was broken off and its base %d no longer serves; what was built of it is deleted"
              .formatted(manifest.generation(), manifest.base()));
    }
  }

  private static boolean delete(Admin admin, TableName table) throws IOException {
    if (!admin.tableExists(table)) {
      return false;
    }
    if (admin.isTableEnabled(table)) {
      admin.disableTable(table);
    }
    admin.deleteTable(table);
    return true;
  }
}
