package org.tideline.cli.ingest;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * Where the records of one producer stand in the log.
 *
 * @param positions per partition that holds any
 */
public record Acknowledged(Map<Integer, Roaring64Bitmap> positions) {

  /** Per partition, the position after the last record: what a reader can wait for. */
  public Map<Integer, Long> receipt() {
    Map<Integer, Long> receipt = new TreeMap<>();
    positions.forEach((partition, found) -> receipt.put(partition, found.last() + 1));
    return receipt;
  }

  /** How many records there are. */
  public long records() {
    return positions.values().stream().mapToLong(Roaring64Bitmap::getLongCardinality).sum();
  }

  /** Whether the record at {@code position} is one of them. */
  public boolean contains(int partition, long position) {
    return positions.containsKey(partition) && positions.get(partition).contains(position);
  }

  /** The receipt in print: {@code partition:position}, in the order of partitions. */
  public String printedReceipt() {
    return receipt().entrySet().stream()
        .map(entry -> entry.getKey() + ":" + entry.getValue())
        .collect(Collectors.joining(" "));
  }
}
