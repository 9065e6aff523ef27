package org.tideline.query;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.window.EventClock;
import org.tideline.views.window.Watermarks;

/**
 * Tells which partitions are read to the end of the log and quiet, so that nobody waits for them.
 */
final class IdlePartitions {
  private static final Logger LOG = LoggerFactory.getLogger(IdlePartitions.class);

  private final long idleAfter;
  private final LogEnds ends;

  /**
   * @param idleAfter milliseconds without a record
   */
  IdlePartitions(long idleAfter, LogEnds ends) {
    this.idleAfter = idleAfter;
    this.ends = ends;
  }

  /**
   * The watermarks that {@code snapshot} knows.
   *
   * @param now epoch milliseconds
   */
  Watermarks watermarks(Snapshot snapshot, long now) {
    Map<Integer, Long> watermarks = new TreeMap<>();
    Set<Integer> quiet = new TreeSet<>();
    for (int partition : snapshot.epoch().startPositions().keySet()) {
      Optional<Frontier> frontier = Optional.ofNullable(snapshot.frontiers().get(partition));
      watermarks.put(
          partition,
          frontier.map(known -> known.clock().watermark()).orElse(EventClock.NO_WATERMARK));
      if (now - frontier.map(Frontier::maxIngestTime).orElse(0L) >= idleAfter) {
        quiet.add(partition);
      }
    }
    return new Watermarks(watermarks, quiet.isEmpty() ? quiet : atTheEnd(quiet, snapshot));
  }

  private Set<Integer> atTheEnd(Set<Integer> quiet, Snapshot snapshot) {
    Map<Integer, Long> found;
    try {
      found = ends.read();
    } catch (IOException e) {
      LOG.warn(
          "the end of the log cannot be read, no partition is taken for idle: {}", e.toString());
      return Set.of();
    }
    Set<Integer> idle = new TreeSet<>();
    for (int partition : quiet) {
      long position =
          Optional.ofNullable(snapshot.frontiers().get(partition))
              .map(Frontier::position)
              .orElse(snapshot.epoch().startPositions().get(partition));
      if (found.containsKey(partition) && position >= found.get(partition)) {
        idle.add(partition);
      }
    }
    return idle;
  }
}
