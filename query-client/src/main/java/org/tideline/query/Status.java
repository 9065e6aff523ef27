package org.tideline.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.hbase.RegionMetrics;
import org.apache.hadoop.hbase.ServerName;
import org.apache.hadoop.hbase.Size;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.RegionInfo;
import org.tideline.schema.progress.Stop;
import org.tideline.schema.table.TableNames;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.window.Watermarks;

/**
 * How the platform stands.
 *
 * @param partitions in their order
 * @param watermarks how far event time is, and which partitions are idle
 * @param tables name to size in bytes, files and memory, as the region servers last reported it
 */
public record Status(
    Reading reading,
    List<PartitionStatus> partitions,
    Watermarks watermarks,
    SortedMap<String, Long> tables) {

  /**
   * How one partition stands.
   *
   * @param startPosition where the epoch begins in it
   * @param frontier empty before its first flush
   * @param stop why it may not go on; empty where it does
   */
  public record PartitionStatus(
      int partition, long startPosition, Optional<Frontier> frontier, Optional<Stop> stop) {

    /** The position below which everything is readable. */
    public long position() {
      return frontier.map(Frontier::position).orElse(startPosition);
    }
  }

  static Status read(
      Connection connection, TableNames names, Snapshot snapshot, Watermarks watermarks)
      throws IOException {
    List<PartitionStatus> partitions = new ArrayList<>();
    for (Map.Entry<Integer, Long> start : snapshot.epoch().startPositions().entrySet()) {
      int partition = start.getKey();
      partitions.add(
          new PartitionStatus(
              partition,
              start.getValue(),
              Optional.ofNullable(snapshot.frontiers().get(partition)),
              Optional.ofNullable(snapshot.stops().get(partition))));
    }
    return new Status(Reading.of(snapshot), partitions, watermarks, sizes(connection, names));
  }

  private static SortedMap<String, Long> sizes(Connection connection, TableNames names)
      throws IOException {
    SortedMap<String, Long> sizes = new TreeMap<>();
    try (Admin admin = connection.getAdmin()) {
      Pattern own = Pattern.compile(Pattern.quote(names.namespace()) + ":.*");
      for (TableName table : admin.listTableNames(own)) {
        sizes.put(table.getQualifierAsString(), 0L);
      }
      for (ServerName server : admin.getRegionServers()) {
        for (RegionMetrics region : admin.getRegionMetrics(server)) {
          TableName table = RegionInfo.getTable(region.getRegionName());
          double bytes =
              region.getStoreFileSize().get(Size.Unit.BYTE)
                  + region.getMemStoreSize().get(Size.Unit.BYTE);
          sizes.computeIfPresent(
              table.getNamespaceAsString().equals(names.namespace())
                  ? table.getQualifierAsString()
                  : "",
              (name, sum) -> sum + (long) bytes);
        }
      }
    }
    return sizes;
  }
}
