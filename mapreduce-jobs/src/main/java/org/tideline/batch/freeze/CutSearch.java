package org.tideline.batch.freeze;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.tideline.batch.step.StepException;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Cut;

/**
 * Finds the cut of a new generation: the greatest bucket edge T not above the ingest time of any
 * partition, once that is above all that the log held when the search began. So all that was
 * acknowledged before is below the cut.
 *
 * <p>A partition that is behind gets a tick, whose acknowledgement says what time it is by the
 * log's clock; the search then waits for as long as that clock is short of the edge, and looks
 * again. In every partition the first record at or after T must exist: where there is none yet, the
 * clock of the log may still step back, and records that come then would belong to nobody.
 */
final class CutSearch {
  /** Lets time pass; tells when the time for the search is over. */
  interface Patience {
    /** Waits for about {@code millis}, or until the time is over. */
    void pause(long millis) throws InterruptedException;

    boolean isOver();
  }

  private static final long SHORTEST_PAUSE_MS = 5;

  private final Buckets buckets;
  private final LogEnd log;
  private final Patience patience;
  private long ticks;

  CutSearch(Buckets buckets, LogEnd log, Patience patience) {
    this.buckets = buckets;
    this.log = log;
    this.patience = patience;
  }

  /** How many ticks were written. */
  long ticks() {
    return ticks;
  }

  /**
   * The cut.
   *
   * @throws StepException if the log does not pass the edge in time, or does not tell its time
   */
  Cut find() throws IOException, InterruptedException {
    long edge = buckets.edgeAfter(Collections.max(ingestTimes().values()));
    while (true) {
      Map<Integer, Long> times = ingestTimes();
      List<Integer> behind = behind(times, edge);
      if (behind.isEmpty()) {
        long cut = buckets.start(Collections.min(times.values()));
        Map<Integer, Long> positions = log.positionsAt(cut);
        if (positions.keySet().containsAll(times.keySet())) {
          return new Cut(cut, positions);
        }
        behind = new ArrayList<>(times.keySet());
        behind.removeAll(positions.keySet());
      }
      OptionalLong earliest = OptionalLong.empty();
      for (int partition : behind) {
        long appended = log.tick(partition);
        ticks++;
        earliest = OptionalLong.of(Math.min(appended, earliest.orElse(appended)));
      }
      if (patience.isOver()) {
        throw late(edge, behind, earliest.orElseThrow());
      }
      patience.pause(Math.max(SHORTEST_PAUSE_MS, edge - earliest.orElseThrow()));
    }
  }

  /** Those of all partitions; a newest record that nobody may read yet is waited for. */
  private Map<Integer, Long> ingestTimes() throws IOException, InterruptedException {
    while (true) {
      Map<Integer, Long> known = new TreeMap<>();
      List<Integer> unknown = new ArrayList<>();
      log.ingestTimes()
          .forEach(
              (partition, time) ->
                  time.ifPresentOrElse(
                      millis -> known.put(partition, millis), () -> unknown.add(partition)));
      if (unknown.isEmpty()) {
        return known;
      }
      if (patience.isOver()) {
        throw new StepException(
            "log: expected to read the newest record of every partition, found that those of partitions %s cannot be read yet; a replica lags or a producer has a transaction open: wait until it has ended, or raise tideline.freeze.timeout"
                .formatted(unknown));
      }
      patience.pause(SHORTEST_PAUSE_MS);
    }
  }

  private static List<Integer> behind(Map<Integer, Long> times, long edge) {
    return times.entrySet().stream()
        .filter(time -> time.getValue() < edge)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static StepException late(long edge, List<Integer> behind, long now) {
    return new StepException(
        "log: expected every partition to pass ingest time %d, found partitions %s at %d, %d ms before it; the clock of a broker was set back: wait until it has caught up, or raise tideline.freeze.timeout"
            .formatted(edge, behind, now, edge - now));
  }
}
