package org.tideline.benchmarks.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptor;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.tideline.schema.progress.ProgressRow;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.table.TableNames;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.Flush.Tier;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Settled;

/**
 * How far the realtime views of one namespace are readable, and by which flushes they got there.
 */
final class Frontiers {
  private final Connection connection;
  private final TableNames names;
  private final int epoch;

  Frontiers(Connection connection, TidelineConfiguration configuration, int epoch) {
    this.connection = connection;
    this.names = new TableNames(configuration.namespace());
    this.epoch = epoch;
  }

  /** Lets the table keep every frontier that is written from now on. */
  void keepAll() throws IOException {
    try (Admin admin = connection.getAdmin()) {
      ColumnFamilyDescriptor family =
          admin.getDescriptor(names.progress()).getColumnFamily(ProgressRow.FAMILY);
      admin.modifyColumnFamily(
          names.progress(),
          ColumnFamilyDescriptorBuilder.newBuilder(family)
              .setMaxVersions(Integer.MAX_VALUE)
              .build());
    }
  }

  /** Per partition that has one, its position now. */
  Map<Integer, Long> positions() {
    Map<Integer, Long> positions = new TreeMap<>();
    try (Table progress = connection.getTable(names.progress());
        ResultScanner rows = progress.getScanner(ProgressRow.scan(epoch))) {
      for (Result row : rows) {
        int partition = ProgressRow.partition(row);
        ProgressRow.frontier(row)
            .map(Frontier::position)
            .ifPresent(position -> positions.put(partition, position));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return positions;
  }

  /** Per partition the {@link #flushesOf} its row, if {@link #keepAll} was called in time. */
  Map<Integer, NavigableMap<Long, Tier>> flushes() throws IOException {
    Map<Integer, NavigableMap<Long, Tier>> flushes = new TreeMap<>();
    Scan all = ProgressRow.scan(epoch).readAllVersions();
    try (Table progress = connection.getTable(names.progress());
        ResultScanner rows = progress.getScanner(all)) {
      for (Result row : rows) {
        flushes.put(ProgressRow.partition(row), flushesOf(row));
      }
    }
    return flushes;
  }

  /**
   * Where flushes of a row with all its versions ended, other than edges, which need not be told to
   * anybody who reads the log; and where they went. One that ended at a position that was settled
   * went to the rows, whether or not it stood in live blocks for a moment.
   */
  static NavigableMap<Long, Tier> flushesOf(Result row) {
    Set<Long> frontiers = new HashSet<>();
    Set<Long> settled = new HashSet<>();
    Set<Long> edges = new HashSet<>();
    for (Cell cell : row.rawCells()) {
      Result version = Result.create(new Cell[] {cell});
      Optional<Long> frontier = ProgressRow.frontier(version).map(Frontier::position);
      frontier.ifPresent(frontiers::add);
      if (frontier.isEmpty()) {
        ProgressRow.settled(version).map(Settled::position).ifPresent(settled::add);
      }
      ProgressRow.checkpoint(version).map(Checkpoint::position).ifPresent(edges::add);
    }
    frontiers.removeAll(edges);
    NavigableMap<Long, Tier> flushes = new TreeMap<>();
    for (long position : frontiers) {
      flushes.put(position, settled.contains(position) ? Tier.SETTLED : Tier.LIVE);
    }
    return flushes;
  }
}
