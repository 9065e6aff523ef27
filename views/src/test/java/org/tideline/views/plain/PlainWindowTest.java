package org.tideline.views.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.tideline.views.window.WindowCalendar;
import org.tideline.views.window.WindowSize;

class PlainWindowTest {
  /** Two ways to the same windows: around changes of clocks, also those over midnight. */
  @Test
  void plainWindowsAreThoseOfTheCalendar() {
    for (String name :
        new String[] {
          "UTC",
          "Europe/Berlin",
          "America/Sao_Paulo",
          "Asia/Kolkata",
          "Atlantic/Azores",
          "America/Havana"
        }) {
      ZoneId zone = ZoneId.of(name);
      WindowCalendar calendar = WindowCalendar.of(name);
      for (int year : new int[] {1969, 1972, 2000, 2016, 2018, 2026}) {
        long end = LocalDateTime.of(year + 1, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC) / 60;
        for (long minute = end - 366 * 1440; minute < end; minute += 7) {
          for (WindowSize size : WindowSize.values()) {
            assertThat(PlainWindow.first(size, minute * 60_000 + 59_999, zone))
                .isEqualTo(calendar.first(size, minute));
          }
        }
      }
    }
  }
}
