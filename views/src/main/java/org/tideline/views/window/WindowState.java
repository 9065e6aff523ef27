package org.tideline.views.window;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether more may come to a window on time.
 *
 * @param closed whether the watermark of every partition has passed its end, idle ones left out
 * @param idle the partitions that were left out, ascending: their own watermark has not passed it
 */
public record WindowState(boolean closed, List<Integer> idle) {
  public WindowState {
    idle = List.copyOf(idle);
  }

  /** {@code open}, {@code closed}, or {@code closed, partition 3 idle}. */
  @Override
  public String toString() {
    if (!closed) {
      return "open";
    }
    return idle.isEmpty()
        ? "closed"
        : "closed, partition%s %s idle"
            .formatted(
                idle.size() == 1 ? "" : "s",
                idle.stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }
}
