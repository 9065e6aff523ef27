package org.tideline.views.plain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.tideline.views.window.WindowSize;

/** Which window holds a moment, by the plainest rule; for days that of the calendar of the JDK. */
final class PlainWindow {
  private static final long MINUTE_MS = 60_000;
  private static final long MINUTE_SECONDS = 60;
  private static final long HOUR_MINUTES = 60;

  private PlainWindow() {}

  /** The first minute of the window. */
  static long first(WindowSize size, long eventTime, ZoneId zone) {
    long minute = Math.floorDiv(eventTime, MINUTE_MS);
    return switch (size) {
      case MINUTE -> minute;
      case HOUR -> Math.floorDiv(minute, HOUR_MINUTES) * HOUR_MINUTES;
      case DAY -> firstOfDay(minute, zone);
    };
  }

  /** The last beginning of a day that is not after the minute. */
  private static long firstOfDay(long minute, ZoneId zone) {
    LocalDate date = Instant.ofEpochSecond(minute * MINUTE_SECONDS).atZone(zone).toLocalDate();
    long first = Long.MIN_VALUE;
    // Where clocks are set over midnight a moment may belong to the date before or after.
    for (int days = -1; days <= 1; days++) {
      long midnight = date.plusDays(days).atStartOfDay(zone).toEpochSecond();
      long begins = -Math.floorDiv(-midnight, MINUTE_SECONDS);
      if (begins <= minute) {
        first = begins;
      }
    }
    return first;
  }
}
