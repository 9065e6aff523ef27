package org.tideline.views.window;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The watermarks of all partitions, as they are shown. An idle partition holds none of the others
 * back; where all are idle, the greatest watermark counts. Nothing of this changes a mark.
 *
 * @param byPartition W of every partition, {@link EventClock#NO_WATERMARK} for one without a put
 * @param idle partitions that are read to the end of the log, and quiet since long enough
 */
public record Watermarks(Map<Integer, Long> byPartition, Set<Integer> idle) {
  public Watermarks {
    byPartition = Collections.unmodifiableMap(new TreeMap<>(byPartition));
    idle = Set.copyOf(idle);
  }

  /** The one that counts for all of them. */
  public long watermark() {
    boolean anyActive = !idle.containsAll(byPartition.keySet());
    Collection<Long> active =
        byPartition.entrySet().stream()
            .filter(entry -> !anyActive || !idle.contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    if (active.isEmpty()) {
      return EventClock.NO_WATERMARK;
    }
    return anyActive ? Collections.min(active) : Collections.max(active);
  }

  /** The state of a window. */
  public WindowState state(Window window) {
    if (watermark() < window.end()) {
      return new WindowState(false, List.of());
    }
    List<Integer> behind =
        byPartition.entrySet().stream()
            .filter(entry -> entry.getValue() < window.end())
            .map(Map.Entry::getKey)
            .toList();
    return new WindowState(true, behind);
  }
}
