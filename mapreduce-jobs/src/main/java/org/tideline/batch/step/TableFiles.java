package org.tideline.batch.step;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.RegionLocator;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.hbase.mapreduce.HFileOutputFormat2;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.table.BatchTable;
import org.tideline.schema.table.Schema;

/**
 * The files of a table of a generation, which HBase takes as they are: divided and sorted like the
 * regions of the table, one reducer each.
 */
public final class TableFiles {
  private static final String STAMP = "org.tideline.batch.stamp";
  private static final String LOCALITY = HFileOutputFormat2.LOCALITY_SENSITIVE_CONF_KEY;

  private final BatchLayer layer;
  private final Manifest manifest;
  private final BatchTable table;

  /** Those of {@code table} of the generation of {@code manifest}. */
  public TableFiles(BatchLayer layer, Manifest manifest, BatchTable table) {
    this.layer = layer;
    this.manifest = manifest;
    this.table = table;
  }

  /** Where the regions of a table begin. */
  @FunctionalInterface
  public interface Splits {
    /** First rows of all regions but the first. */
    byte[][] sample() throws IOException, InterruptedException;
  }

  /** Makes the table where it is missing. */
  public void createTable(Splits splits) throws IOException, InterruptedException {
    TableName name = name();
    try (Admin admin = layer.connection().getAdmin()) {
      if (admin.tableExists(name)) {
        // Made by a run that was broken off, perhaps of another release.
        Schema.requireFormat(table, admin.getDescriptor(name));
      } else {
        new Schema(admin, layer.names()).createBatch(table, manifest.generation(), splits.sample());
      }
    }
  }

  /** Tells a job the timestamp of its cells. */
  public static void stampWith(Configuration job, long stamp) {
    job.setLong(STAMP, stamp);
  }

  /** The timestamp of a job's cells. */
  public static long stamp(Configuration job) {
    return job.getLong(STAMP, 0);
  }

  /**
   * Runs {@code job}, whose map output is set, into {@code building}; its cells bear the stamp of
   * the cut.
   */
  public Counters write(
      Job job,
      Class<? extends Reducer<?, ?, ImmutableBytesWritable, KeyValue>> reducer,
      Path building)
      throws IOException, InterruptedException {
    try (Admin admin = layer.connection().getAdmin();
        RegionLocator regions = layer.connection().getRegionLocator(name())) {
      HFileOutputFormat2.configureIncrementalLoad(job, admin.getDescriptor(name()), regions);
    }
    // Set after, since what it sets itself sorts cells of its own.
    job.setReducerClass(reducer);
    if (StepJob.local(job.getConfiguration())) {
      // Every file would open a connection of its own to learn that it is on this machine.
      job.getConfiguration().setBoolean(LOCALITY, false);
    }
    stampWith(job.getConfiguration(), manifest.cut().stamp());
    FileOutputFormat.setOutputPath(job, building);
    return StepJob.run(job, building);
  }

  private TableName name() {
    return table.of(layer.names(), manifest.generation());
  }
}
