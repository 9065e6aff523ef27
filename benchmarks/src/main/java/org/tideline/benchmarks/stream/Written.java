package org.tideline.benchmarks.stream;

import java.io.IOException;
import org.apache.hadoop.hbase.RegionMetrics;
import org.apache.hadoop.hbase.ServerName;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.Connection;
import org.tideline.schema.table.TableNames;

/**
 * What HBase was asked to write into the realtime tables of one namespace, by its own counters.
 *
 * @param rows of terms and of live blocks
 * @param versions of documents
 * @param flushes frontiers; one may be written by two flushes, so that they are not compared
 */
record Written(long rows, long versions, long flushes) {
  private static final double TOLERANCE = 0.01;

  /** What was written so far into the tables of {@code epoch}; regions must not have moved. */
  static Written into(Connection connection, TableNames names, int epoch) throws IOException {
    try (Admin admin = connection.getAdmin()) {
      long rows = 0;
      for (TableName table : admin.listTableNamesByNamespace(names.namespace())) {
        if (names.periodStart(epoch, table).isPresent()) {
          rows += puts(admin, table);
        }
      }
      return new Written(rows, puts(admin, names.documents(epoch)), puts(admin, names.progress()));
    }
  }

  private static long puts(Admin admin, TableName table) throws IOException {
    long puts = 0;
    for (ServerName server : admin.getRegionServers()) {
      for (RegionMetrics region : admin.getRegionMetrics(server, table)) {
        puts += region.getWriteRequestCount();
      }
    }
    return puts;
  }

  /** Whether neither wrote more than a call that HBase asked to repeat explains. */
  boolean sameAs(Written other) {
    return close(rows, other.rows) && close(versions, other.versions);
  }

  private static boolean close(long left, long right) {
    return Math.abs(left - right) <= TOLERANCE * Math.max(left, right);
  }

  @Override
  public String toString() {
    return "%,d rows of terms and live blocks, %,d versions, %,d flushes"
        .formatted(rows, versions, flushes);
  }
}
