package org.tideline.speed.store;

import java.time.Duration;

/**
 * How much of a server's time a write of many rows takes at once.
 *
 * @param maxRows of one request
 * @param underWay requests at a time
 * @param calmNanos so long after its beginning every request is followed by a pause as long as it
 *     took; then there are no pauses any more
 */
public record Haste(int maxRows, int underWay, long calmNanos) {
  /** As much as helps: somebody waits for it. */
  public static final Haste SOON = new Haste(Requests.MAX_PUTS, 4, 0);

  /**
   * One small request at a time, with pauses, since nobody waits for it. Reads and writes for which
   * somebody waits are served meanwhile by the same few threads of a server.
   *
   * @param time that it may take before it stops to pause
   */
  public static Haste within(Duration time) {
    return new Haste(Requests.MAX_PUTS / 4, 1, time.toNanos());
  }
}
