package org.tideline.views.time;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the batch layer ends: it answers ingest times before the cut, the speed layer the cut and
 * later.
 *
 * @param ingestTime a bucket edge, in epoch milliseconds
 * @param positions per partition, the first position that belongs to the speed layer
 */
public record Cut(long ingestTime, Map<Integer, Long> positions) {
  public Cut {
    if (positions.isEmpty()) {
      throw new IllegalArgumentException(
          "cut at %d needs a position for every partition, got none".formatted(ingestTime));
    }
    Stamp.requireIngestTime(ingestTime);
    positions.forEach(
        (partition, position) -> {
          if (position < 0) {
            throw new IllegalArgumentException(
                "cut at %d: position of partition %d must not be negative, got %d"
                    .formatted(ingestTime, partition, position));
          }
        });
    positions = Collections.unmodifiableMap(new TreeMap<>(positions));
  }

  /** The HBase timestamp of every batch cell at this cut; realtime cells at or above it count. */
  public long stamp() {
    return Stamp.ofCut(ingestTime);
  }

  /** Whether the record at {@code position} is in the batch layer's part. */
  public boolean covers(int partition, long position) {
    Long end = positions.get(partition);
    if (end == null) {
      throw new IllegalArgumentException(
          "cut at %d knows partitions %s, asked for %d"
              .formatted(ingestTime, positions.keySet(), partition));
    }
    return position < end;
  }
}
