package org.tideline.query;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.tideline.schema.live.LiveRow;

/**
 * Which live blocks in the table of a period hold what the rows of terms may not have yet: those of
 * partitions that were readable further than they were settled, from there on. Below it the rows
 * had everything when the snapshot was read, and the blocks may be gone.
 *
 * @param fromStamps per such partition, the first stamp; empty where the rows have everything
 */
record LiveRange(Map<Integer, Long> fromStamps) {
  LiveRange {
    fromStamps = new TreeMap<>(fromStamps);
  }

  boolean isEmpty() {
    return fromStamps.isEmpty();
  }

  /** Reads the blocks of some terms, several of which may share them. */
  List<Get> gets(byte[] family, List<byte[]> terms) {
    Set<Integer> shards = new LinkedHashSet<>();
    terms.forEach(term -> shards.add(LiveRow.shard(term)));
    List<Get> gets = new ArrayList<>();
    for (int shard : shards) {
      fromStamps.forEach(
          (partition, stamp) -> gets.add(LiveRow.get(family, shard, partition, stamp)));
    }
    return gets;
  }

  /** Reads all blocks, and in some partitions more; {@link #cells} gives those that are needed. */
  Scan scan(byte[] family) {
    return LiveRow.scan(
        family, fromStamps.values().stream().mapToLong(Long::longValue).min().orElseThrow());
  }

  /** The blocks of a row that are needed. */
  List<Cell> cells(Result row) {
    List<Cell> cells = new ArrayList<>();
    if (!row.isEmpty()) {
      long from = fromStamps.getOrDefault(LiveRow.partition(row.rawCells()[0]), Long.MAX_VALUE);
      for (Cell cell : row.rawCells()) {
        if (cell.getTimestamp() >= from) {
          cells.add(cell);
        }
      }
    }
    return cells;
  }
}
