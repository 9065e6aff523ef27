package org.tideline.views.simulation;

import java.util.List;
import java.util.Random;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Segmentation;
import org.tideline.views.window.EventBounds;
import org.tideline.views.window.EventRules;
import org.tideline.views.window.WindowCalendar;

/**
 * What a history is like: how much there is of everything, and how often something goes wrong.
 *
 * @param records appended in all, ticks of freezes not counted
 * @param faults how often, of 1,000 steps, something fails
 * @param stepsBack how often, of 100 records, the log's clock is set back
 * @param equalTimes how often, of 100 records, the log's clock stands still
 * @param rules by which event time counts
 * @param live how often, of 100 flushes, one goes into live blocks
 */
record Weather(
    int partitions,
    int records,
    Segmentation segmentation,
    int faults,
    int stepsBack,
    int equalTimes,
    EventRules rules,
    int live) {

  private static final List<String> ZONES = List.of("UTC", "Asia/Kolkata", "Europe/Berlin");

  /** Anything from a calm day to a storm, in up to three partitions. */
  static Weather any(Random random) {
    return new Weather(
        1 + random.nextInt(3),
        10 + random.nextInt(70),
        segmentation(random),
        random.nextInt(5) == 0 ? 0 : 20 + random.nextInt(120),
        random.nextInt(3) == 0 ? 0 : random.nextInt(20),
        random.nextInt(60),
        rules(random),
        live(random));
  }

  /** One partition where much fails. */
  static Weather storm(Random random) {
    return new Weather(
        1,
        10 + random.nextInt(40),
        segmentation(random),
        100 + random.nextInt(150),
        random.nextInt(20),
        random.nextInt(60),
        rules(random),
        live(random));
  }

  private static EventRules rules(Random random) {
    long lateness = List.of(0L, 3L, 40_000L, 700_000L).get(random.nextInt(4));
    long future = random.nextBoolean() ? lateness : 3_600_000;
    String zone = ZONES.get(random.nextInt(ZONES.size()));
    return new EventRules(new EventBounds(lateness, future), WindowCalendar.of(zone));
  }

  private static int live(Random random) {
    return random.nextInt(5) == 0 ? 0 : 50 + random.nextInt(51);
  }

  private static Segmentation segmentation(Random random) {
    Buckets buckets = new Buckets(10 + random.nextInt(90));
    int records = 2 + random.nextInt(9);
    long partBytes = random.nextInt(3) == 0 ? 20 + random.nextInt(150) : Segmentation.PART_BYTES;
    return new Segmentation(buckets, records, partBytes);
  }
}
