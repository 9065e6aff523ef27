package org.tideline.views.window;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Event time divided into windows. All of them begin and end with a minute, and are counted by
 * minutes since 1970-01-01T00:00Z, so that a window of any size is a sum over minutes. Minutes and
 * hours are those of UTC; days are those of a zone, and need not be made of whole hours of UTC.
 *
 * <p>A day begins with the first minute at or after midnight. Where clocks that are set back pass
 * midnight twice, it begins with the first time; where they are set forward over it, with the
 * minute after. Safe for use by several threads.
 */
public final class WindowCalendar {
  private static final int MINUTE_MS = 60_000;
  private static final int MINUTE_SECONDS = 60;
  private static final int HOUR_MINUTES = 60;
  private static final int DAY_MINUTES = 24 * HOUR_MINUTES;

  /** A day as minutes {@code [first, end)}. */
  private record Day(long first, long end) {
    boolean contains(long minute) {
      return first <= minute && minute < end;
    }
  }

  private final ZoneId zone;
  private final ZoneRules rules;

  /** Where the offset never changes: the first minute of a day, less than a day from 0. */
  private final long fixedShift;

  private volatile Day lastDay = new Day(0, 0);

  private WindowCalendar(ZoneId zone) {
    this.zone = zone;
    this.rules = zone.getRules();
    this.fixedShift =
        rules.isFixedOffset()
            ? -rules.getOffset(Instant.EPOCH).getTotalSeconds() / MINUTE_SECONDS
            : 0;
  }

  /** The calendar whose days are those of UTC. */
  public static WindowCalendar utc() {
    return new WindowCalendar(ZoneOffset.UTC);
  }

  /**
   * The calendar whose days are those of a zone.
   *
   * @param zone {@code UTC}, an offset such as {@code +05:30}, or a region such as {@code
   *     Europe/Berlin}
   * @throws IllegalArgumentException if there is no such zone, or its offset was not of whole
   *     minutes at some time since 1970
   */
  public static WindowCalendar of(String zone) {
    ZoneId found;
    try {
      found = ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "zone \"%s\": expected UTC, an offset such as +05:30, or a region such as Europe/Berlin"
              .formatted(zone),
          e);
    }
    ZoneRules rules = found.getRules();
    requireWholeMinutes(zone, rules.getOffset(Instant.EPOCH));
    for (ZoneOffsetTransition change : rules.getTransitions()) {
      if (!change.getInstant().isBefore(Instant.EPOCH)) {
        requireWholeMinutes(zone, change.getOffsetAfter());
      }
    }
    return new WindowCalendar(found);
  }

  private static void requireWholeMinutes(String zone, ZoneOffset offset) {
    if (Math.floorMod(offset.getTotalSeconds(), MINUTE_SECONDS) != 0) {
      throw new IllegalArgumentException(
          "zone \"%s\": expected offsets of whole minutes since 1970, found %s"
              .formatted(zone, offset));
    }
  }

  /** The zone whose days are windows. */
  public ZoneId zone() {
    return zone;
  }

  /** The minute that holds {@code eventTime}. */
  public static long minute(long eventTime) {
    return Math.floorDiv(eventTime, MINUTE_MS);
  }

  /** The first minute of the window of that size that holds {@code minute}. */
  public long first(WindowSize size, long minute) {
    return switch (size) {
      case MINUTE -> minute;
      case HOUR -> Math.floorDiv(minute, HOUR_MINUTES) * HOUR_MINUTES;
      case DAY -> day(minute).first();
    };
  }

  /** The minute after the last one of the window of that size that holds {@code minute}. */
  public long end(WindowSize size, long minute) {
    return switch (size) {
      case MINUTE -> minute + 1;
      case HOUR -> first(size, minute) + HOUR_MINUTES;
      case DAY -> day(minute).end();
    };
  }

  /** The window of that size that holds {@code minute}. */
  public Window window(WindowSize size, long minute) {
    return new Window(start(first(size, minute)), start(end(size, minute)));
  }

  /**
   * When a minute begins, in epoch milliseconds; the first and the last of all lie partly outside
   * of the long values.
   */
  public static long start(long minute) {
    if (minute <= minute(Long.MIN_VALUE)) {
      return Long.MIN_VALUE;
    }
    return minute > minute(Long.MAX_VALUE) ? Long.MAX_VALUE : minute * MINUTE_MS;
  }

  /**
   * The marks of a delta in {@code minute}: those of the sizes whose window was closed by a
   * watermark, as it was before the record of the delta.
   */
  public int marks(long minute, long watermark) {
    // A window that ends with minute e is closed from W = e on: W lies in minute e or after it.
    long passed = minute(watermark);
    if (passed <= minute) {
      return 0;
    }
    int marks = WindowSize.MINUTE.mark();
    if (passed >= end(WindowSize.HOUR, minute)) {
      marks |= WindowSize.HOUR.mark();
    }
    if (passed >= end(WindowSize.DAY, minute)) {
      marks |= WindowSize.DAY.mark();
    }
    return marks;
  }

  private Day day(long minute) {
    if (rules.isFixedOffset()) {
      long first = Math.floorDiv(minute - fixedShift, DAY_MINUTES) * DAY_MINUTES + fixedShift;
      return new Day(first, first + DAY_MINUTES);
    }
    Day last = lastDay;
    if (last.contains(minute)) {
      return last;
    }
    Instant instant = Instant.ofEpochSecond(minute * MINUTE_SECONDS);
    long localSecond = instant.getEpochSecond() + rules.getOffset(instant).getTotalSeconds();
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(localSecond, DAY_MINUTES * MINUTE_SECONDS));
    Day day = day(date);
    // Clocks set back over midnight show the old date once more.
    if (minute >= day.end()) {
      day = day(date.plusDays(1));
    } else if (minute < day.first()) {
      day = day(date.minusDays(1));
    }
    lastDay = day;
    return day;
  }

  private Day day(LocalDate date) {
    return new Day(firstMinute(date), firstMinute(date.plusDays(1)));
  }

  private long firstMinute(LocalDate date) {
    long second = midnight(date);
    return -Math.floorDiv(-second, MINUTE_SECONDS);
  }

  /** The first second of a date. */
  private long midnight(LocalDate date) {
    var local = date.atStartOfDay();
    ZoneOffsetTransition change = rules.getTransition(local);
    if (change != null && change.isGap()) {
      return change.toEpochSecond();
    }
    return local.toEpochSecond(rules.getValidOffsets(local).get(0));
  }

  @Override
  public String toString() {
    return zone.toString();
  }
}
