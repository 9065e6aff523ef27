package org.tideline.schema.generation;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * That a step of a generation is done, and what it counted.
 *
 * @param step its name, such as {@code words}
 * @param millis how long it took
 * @param counters name to number
 */
public record StepRecord(String step, long millis, Map<String, Long> counters) {
  public StepRecord {
    counters = Collections.unmodifiableMap(new TreeMap<>(counters));
  }
}
