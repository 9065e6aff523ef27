package org.tideline.cli.platform;

import java.time.Duration;

/** Told of every engine that is up; called from several threads, one call at a time. */
@FunctionalInterface
public interface StartListener {
  /**
   * @param engine its name
   * @param address where it listens, or where else it runs
   * @param took from the start of the platform
   */
  void up(String engine, String address, Duration took);
}
