package org.tideline.batch.freeze;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A log in memory whose clock is driven by hand; only what it shows is readable. */
final class HandDrivenLog implements LogEnd {
  private static final int ENOUGH = 1_000;

  private final Map<Integer, List<Long>> times = new TreeMap<>();
  private final Map<Integer, Long> clocks = new TreeMap<>();
  int ticks;

  HandDrivenLog(int partitions, long now) {
    for (int partition = 0; partition < partitions; partition++) {
      times.put(partition, new ArrayList<>());
      clocks.put(partition, now);
    }
  }

  /** Appends a record; its position is the number of those before it. */
  void append(int partition) {
    times.get(partition).add(clocks.get(partition));
  }

  void setClock(int partition, long now) {
    clocks.put(partition, now);
  }

  void pass(long millis) {
    clocks.replaceAll((partition, now) -> now + millis);
  }

  @Override
  public Map<Integer, OptionalLong> ingestTimes() {
    Map<Integer, OptionalLong> greatest = new TreeMap<>();
    times.forEach(
        (partition, all) ->
            greatest.put(
                partition,
                OptionalLong.of(all.stream().mapToLong(Long::longValue).max().orElse(0))));
    return greatest;
  }

  @Override
  public Map<Integer, Long> positionsAt(long ingestTime) {
    Map<Integer, Long> positions = new TreeMap<>();
    times.forEach(
        (partition, all) -> {
          for (int position = 0; position < all.size(); position++) {
            if (all.get(position) >= ingestTime) {
              positions.put(partition, (long) position);
              break;
            }
          }
        });
    return positions;
  }

  @Override
  public long tick(int partition) {
    ticks++;
    if (ticks > ENOUGH) {
      throw new AssertionError("the search does not end");
    }
    append(partition);
    return clocks.get(partition);
  }
}
