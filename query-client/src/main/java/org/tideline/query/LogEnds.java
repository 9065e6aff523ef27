package org.tideline.query;

import java.io.IOException;
import java.util.Map;

/**
 * Tells how far the log goes, which this client does not read itself: without it no partition is
 * known to be read to its end, and none is taken for idle.
 */
@FunctionalInterface
public interface LogEnds {
  /** Nobody tells. */
  LogEnds UNKNOWN = Map::of;

  /** Per partition, the position after the last record of the log. */
  Map<Integer, Long> read() throws IOException;
}
