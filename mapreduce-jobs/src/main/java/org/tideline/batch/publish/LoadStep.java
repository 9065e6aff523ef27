package org.tideline.batch.publish;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.TableNotFoundException;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.tool.BulkLoadHFiles;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.batch.index.SameWords;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.BatchStep;
import org.tideline.batch.step.StepException;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.table.BatchTable;
import org.tideline.schema.table.Schema;

/**
 * Loads the files of a generation into its tables. HBase copies them: moved ones would be lost with
 * a region server that dies between taking a file and keeping it, and a second run could not load
 * them again. Loaded twice, a cell is the same cell.
 */
public final class LoadStep implements BatchStep {
  /** Its name. */
  public static final String NAME = "load";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Long> run(BatchLayer layer, Manifest manifest) throws IOException {
    SameWords.require(layer, manifest);
    requireTables(layer, manifest);
    long files = 0;
    for (BatchTable table : layer.tables()) {
      files += load(layer, manifest, table);
    }
    return Map.of("files", files);
  }

  /**
   * Makes sure that all tables of a generation are there.
   *
   * @throws StepException if one is not, such as after the generation was dropped
   */
  static void requireTables(BatchLayer layer, Manifest manifest) throws IOException {
    for (BatchTable table : layer.tables()) {
      requireTable(layer, manifest, table);
    }
  }

  private static void requireTable(BatchLayer layer, Manifest manifest, BatchTable table)
      throws IOException {
    TableName name = table.of(layer.names(), manifest.generation());
    try (Admin admin = layer.connection().getAdmin()) {
      Schema.requireFormat(table, admin.getDescriptor(name));
    } catch (TableNotFoundException e) {
      throw new StepException(
          "generation %d: expected the table %s that the step %s makes, found none; run the batch layer anew"
              .formatted(manifest.generation(), name, table.key()),
          e);
    }
  }

  private static long load(BatchLayer layer, Manifest manifest, BatchTable table)
      throws IOException {
    Path folder = layer.files(manifest.generation()).made(table.key());
    if (!layer.files().exists(folder)) {
      throw new StepException(
          "generation %d: expected the folder %s that the step %s made, found none; run the batch layer anew"
              .formatted(manifest.generation(), folder, table.key()));
    }
    long files = 0;
    for (byte[] family : table.families()) {
      files += count(layer, new Path(folder, Bytes.toString(family)));
    }
    if (files > 0) {
      Configuration configuration = new Configuration(layer.hadoop());
      configuration.setBoolean(BulkLoadHFiles.ALWAYS_COPY_FILES, true);
      configuration.setBoolean(BulkLoadHFiles.CREATE_TABLE_CONF_KEY, false);
      int loaded =
          BulkLoadHFiles.create(configuration)
              .bulkLoad(table.of(layer.names(), manifest.generation()), folder)
              .size();
      if (loaded < files) {
        throw new StepException(
            "generation %d: expected HBase to take all %d files in %s, it took %d; see the log of HBase, and run the step load again"
                .formatted(manifest.generation(), files, folder, loaded));
      }
    }
    return files;
  }

  private static long count(BatchLayer layer, Path family) throws IOException {
    if (!layer.files().exists(family)) {
      // A generation without a single word.
      return 0;
    }
    return Arrays.stream(layer.files().listStatus(family)).filter(FileStatus::isFile).count();
  }
}
