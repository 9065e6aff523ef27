package org.tideline.batch.step;

import java.io.IOException;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.tideline.schema.table.BatchTable;

/** All that a generation takes room with, and how it goes. Its manifest and certificate stay. */
public final class GenerationTables {
  private GenerationTables() {}

  /** Whether there is a table of a generation. */
  public static boolean exist(BatchLayer layer, int generation) throws IOException {
    try (Admin admin = layer.connection().getAdmin()) {
      for (BatchTable table : BatchTable.values()) {
        if (admin.tableExists(table.of(layer.names(), generation))) {
          return true;
        }
      }
      return false;
    }
  }

  /** Deletes the tables and the files of a generation; whether there were any. */
  public static boolean delete(BatchLayer layer, int generation) throws IOException {
    boolean found = layer.files(generation).delete();
    try (Admin admin = layer.connection().getAdmin()) {
      for (BatchTable table : BatchTable.values()) {
        found |= delete(admin, table.of(layer.names(), generation));
      }
    }
    return found;
  }

  /** Deletes a table; whether it was there. */
  public static boolean delete(Admin admin, TableName table) throws IOException {
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
