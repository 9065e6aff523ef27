package org.tideline.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.tideline.views.window.Window;
import org.tideline.views.window.WindowSize;

/** How people write event times and read them. */
final class EventTimeText {
  private static final Pattern MILLISECONDS = Pattern.compile("-?\\d{5,18}");
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'").withZone(ZoneId.of("UTC"));

  private EventTimeText() {}

  /**
   * Epoch milliseconds of what was typed.
   *
   * @param zone of a date, or a time without an offset
   * @throws IllegalArgumentException if it is no time
   */
  static long parse(String option, String text, String zone) {
    if (MILLISECONDS.matcher(text).matches()) {
      return Long.parseLong(text);
    }
    ZoneId local = ZoneId.of(zone);
    List<Function<String, Instant>> ways =
        List.of(
            typed -> OffsetDateTime.parse(typed).toInstant(),
            typed -> LocalDateTime.parse(typed).atZone(local).toInstant(),
            typed -> LocalDate.parse(typed).atStartOfDay(local).toInstant());
    for (Function<String, Instant> way : ways) {
      try {
        return way.apply(text).toEpochMilli();
      } catch (DateTimeException | ArithmeticException e) {
        // Perhaps it is written in the next way.
      }
    }
    throw new IllegalArgumentException(
        "%s \"%s\": expected a time such as 2026-11-23T02:10:00Z, a date such as 2026-11-23, or epoch milliseconds"
            .formatted(option, text));
  }

  /** The beginning of a window, as short as it is told apart. */
  static String of(Window window, WindowSize size, String zone) {
    Instant start = Instant.ofEpochMilli(window.start());
    return switch (size) {
      case MINUTE, HOUR -> MINUTES.format(start);
      case DAY -> LocalDate.ofInstant(start, ZoneId.of(zone)).toString();
    };
  }
}
