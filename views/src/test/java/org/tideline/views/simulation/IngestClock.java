package org.tideline.views.simulation;

import java.util.Random;

/** The clock of a log: stands still, runs, jumps, and is set back now and then. */
final class IngestClock {
  private final Random random;
  private final Weather weather;
  private long now;

  IngestClock(Random random, Weather weather) {
    this.random = random;
    this.weather = weather;
    this.now = 1_700_000_000_000L + random.nextInt(200);
  }

  /** The time of the next record, in epoch milliseconds. */
  long next() {
    int bucket = Math.toIntExact(weather.segmentation().buckets().size());
    int draw = random.nextInt(100);
    if (draw < weather.stepsBack()) {
      now -= 1 + random.nextInt(3 * bucket);
    } else if (draw >= 100 - weather.equalTimes()) {
      return now;
    } else {
      now += random.nextInt(10) == 0 ? random.nextInt(3 * bucket) : 1 + random.nextInt(bucket / 4);
    }
    return now;
  }
}
