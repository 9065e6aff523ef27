package org.tideline.views.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowCalendarTest {
  private static long ms(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  private static Window window(String zone, WindowSize size, String instant) {
    return WindowCalendar.of(zone).window(size, WindowCalendar.minute(ms(instant)));
  }

  @Test
  void minutesAndHoursAreThoseOfUtcInEveryZone() {
    for (String zone : new String[] {"UTC", "Asia/Kolkata", "Europe/Berlin"}) {
      assertThat(window(zone, WindowSize.MINUTE, "2026-11-23T10:59:59.999Z"))
          .hasToString("[2026-11-23T10:59:00Z, 2026-11-23T11:00:00Z)");
      assertThat(window(zone, WindowSize.HOUR, "2026-11-23T10:59:59.999Z"))
          .hasToString("[2026-11-23T10:00:00Z, 2026-11-23T11:00:00Z)");
    }
  }

  @Test
  void aDayMayEndWithinAnHour() {
    assertThat(window("Asia/Kolkata", WindowSize.DAY, "2026-11-23T18:29:59.999Z"))
        .hasToString("[2026-11-22T18:30:00Z, 2026-11-23T18:30:00Z)");
    assertThat(window("+05:30", WindowSize.DAY, "2026-11-23T18:30:00Z"))
        .hasToString("[2026-11-23T18:30:00Z, 2026-11-24T18:30:00Z)");
    assertThat(window("-03:30", WindowSize.DAY, "1969-12-31T03:29:00Z"))
        .hasToString("[1969-12-30T03:30:00Z, 1969-12-31T03:30:00Z)");
  }

  @Test
  void aDayHas23Or25HoursWhereClocksAreChanged() {
    assertThat(window("Europe/Berlin", WindowSize.DAY, "2026-03-29T12:00:00Z"))
        .hasToString("[2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z)");
    assertThat(window("Europe/Berlin", WindowSize.DAY, "2026-10-25T12:00:00Z"))
        .hasToString("[2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z)");
  }

  @Test
  void leapDaysAndTimesBefore1970AreDaysLikeOthers() {
    assertThat(window("UTC", WindowSize.DAY, "2024-02-29T23:59:59Z"))
        .hasToString("[2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z)");
    assertThat(window("UTC", WindowSize.DAY, "1969-12-31T23:59:59.999Z"))
        .hasToString("[1969-12-31T00:00:00Z, 1970-01-01T00:00:00Z)");
    assertThat(window("UTC", WindowSize.HOUR, "1904-02-29T12:30:00Z"))
        .hasToString("[1904-02-29T12:00:00Z, 1904-02-29T13:00:00Z)");
    assertThat(WindowCalendar.minute(-1)).isEqualTo(-1);
  }

  @Test
  void aDayWithoutMidnightBeginsWhereTheClocksAreSetTo() {
    assertThat(window("America/Sao_Paulo", WindowSize.DAY, "2018-11-04T12:00:00Z"))
        .hasToString("[2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z)");
  }

  @Test
  void aDayThatAZoneLeftOutHasNoWindow() {
    assertThat(window("Pacific/Apia", WindowSize.DAY, "2011-12-30T09:59:59Z"))
        .hasToString("[2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z)");
    assertThat(window("Pacific/Apia", WindowSize.DAY, "2011-12-30T10:00:00Z"))
        .hasToString("[2011-12-30T10:00:00Z, 2011-12-31T10:00:00Z)");
  }

  /** There a minute of the next day came before the last hour of the day once more. */
  @Test
  void aMidnightThatComesTwiceBeginsTheDayOnce() {
    assertThat(window("America/St_Johns", WindowSize.DAY, "2006-10-29T02:45:00Z"))
        .hasToString("[2006-10-29T02:30:00Z, 2006-10-30T03:30:00Z)");
    assertThat(window("America/St_Johns", WindowSize.DAY, "2006-10-29T02:29:00Z"))
        .hasToString("[2006-10-28T02:30:00Z, 2006-10-29T02:30:00Z)");
  }

  @Test
  void offsetsThatAreNotOfWholeMinutesAreRefused() {
    assertThatThrownBy(() -> WindowCalendar.of("+00:44:30"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "zone \"+00:44:30\": expected offsets of whole minutes since 1970, found +00:44:30");
    assertThatThrownBy(() -> WindowCalendar.of("Africa/Monrovia"))
        .hasMessage(
            "zone \"Africa/Monrovia\": expected offsets of whole minutes since 1970, found -00:44:30");
    assertThatThrownBy(() -> WindowCalendar.of("Mars/Olympus"))
        .hasMessage(
            "zone \"Mars/Olympus\": expected UTC, an offset such as +05:30, or a region such as Europe/Berlin");
  }

  /** Local mean time had seconds. */
  @Test
  void beforeStandardTimeADayBeginsWithTheFirstMinuteAfterMidnight() {
    assertThat(window("Europe/Berlin", WindowSize.DAY, "1890-06-01T12:00:00Z"))
        .hasToString("[1890-05-31T23:07:00Z, 1890-06-01T23:07:00Z)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "+05:45",
        "Europe/Berlin",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "America/Sao_Paulo",
        "Asia/Kathmandu",
        "Africa/Casablanca",
        "Pacific/Apia",
        "America/St_Johns"
      })
  void windowsOfEverySizeDivideTheMinutes(String zone) {
    WindowCalendar calendar = WindowCalendar.of(zone);
    Random random = new Random(zone.hashCode());
    long from = WindowCalendar.minute(ms("1850-01-01T00:00:00Z"));
    long years = Duration.ofDays(366 * 250).toMinutes();
    for (int i = 0; i < 2_000; i++) {
      long minute = from + (long) (random.nextDouble() * years);
      for (WindowSize size : WindowSize.values()) {
        long first = calendar.first(size, minute);
        long end = calendar.end(size, minute);
        assertThat(minute).isBetween(first, end - 1);
        assertThat(calendar.first(size, first)).isEqualTo(first);
        assertThat(calendar.first(size, end - 1)).isEqualTo(first);
        assertThat(calendar.first(size, end)).isEqualTo(end);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "+05:45"})
  void daysAreThoseOfTheJavaLibrary(String name) {
    WindowCalendar calendar = WindowCalendar.of(name);
    ZoneId zone = ZoneId.of(name);
    for (LocalDate date = LocalDate.of(1969, 12, 1);
        date.isBefore(LocalDate.of(2030, 1, 1));
        date = date.plusDays(1)) {
      long start = date.atStartOfDay(zone).toInstant().toEpochMilli();
      long next = date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
      assertThat(calendar.window(WindowSize.DAY, WindowCalendar.minute(start)))
          .isEqualTo(new Window(start, next));
    }
  }

  @Test
  void theEndsOfTimeHaveWindowsToo() {
    for (String zone : new String[] {"UTC", "+18:00", "-18:00", "Europe/Berlin"}) {
      WindowCalendar calendar = WindowCalendar.of(zone);
      for (WindowSize size : WindowSize.values()) {
        long least = WindowCalendar.minute(Long.MIN_VALUE);
        long greatest = WindowCalendar.minute(Long.MAX_VALUE);
        assertThat(calendar.window(size, least).start()).isEqualTo(Long.MIN_VALUE);
        assertThat(calendar.window(size, greatest).end()).isEqualTo(Long.MAX_VALUE);
        assertThat(calendar.marks(least, EventClock.NO_WATERMARK)).isZero();
      }
    }
  }

  @Test
  void aWindowIsClosedFromItsEndOn() {
    WindowCalendar calendar = WindowCalendar.of("Asia/Kolkata");
    long minute = WindowCalendar.minute(ms("2026-11-23T18:29:30Z"));
    assertThat(calendar.marks(minute, ms("2026-11-23T18:29:59.999Z"))).isZero();
    // The minute and the day end at once, the hour of UTC goes on.
    int minuteAndDay = WindowSize.MINUTE.mark() | WindowSize.DAY.mark();
    assertThat(calendar.marks(minute, ms("2026-11-23T18:30:00Z"))).isEqualTo(minuteAndDay);
    assertThat(calendar.marks(minute, ms("2026-11-23T18:59:59.999Z"))).isEqualTo(minuteAndDay);
    assertThat(calendar.marks(minute, ms("2026-11-23T19:00:00Z"))).isEqualTo(7);
    assertThat(calendar.marks(minute, EventClock.NO_WATERMARK)).isZero();
  }

  @Test
  void aWindowIsNeverEmpty() {
    assertThatThrownBy(() -> new Window(5, 5))
        .hasMessage("window must end after its start 5, got 5");
    assertThat(new Window(5, 6).contains(5)).isTrue();
    assertThat(new Window(5, 6).contains(6)).isFalse();
  }
}
