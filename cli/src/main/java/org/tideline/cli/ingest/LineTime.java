package org.tideline.cli.ingest;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads the event time that stands in a line. Two patterns have names: {@code apache}, the time in
 * brackets of the access logs of web servers, and {@code iso}, a time as ISO 8601 writes it.
 */
public final class LineTime {
  private static final String APACHE = "apache";
  private static final String APACHE_PATTERN = "dd/MMM/uuuu:HH:mm:ss Z";
  private static final String APACHE_REGEX = "\\[([^\\]]+)\\]";
  private static final String ISO = "iso";
  private static final int SHOWN = 80;

  private final String name;
  private final DateTimeFormatter format;
  private final Optional<Pattern> place;
  private final ZoneId zone;

  private LineTime(String name, DateTimeFormatter format, Optional<Pattern> place, ZoneId zone) {
    this.name = name;
    this.format = format;
    this.place = place;
    this.zone = zone;
  }

  /**
   * A reader of times.
   *
   * @param pattern {@code apache}, {@code iso}, or a pattern of {@link DateTimeFormatter}, with the
   *     English names of months and days
   * @param regex what finds the time in a line, as its first group; without it the line begins with
   *     the time
   * @param zone of times that name none
   * @throws IllegalArgumentException if one of them cannot be read
   */
  public static LineTime of(String pattern, Optional<String> regex, String zone) {
    Optional<String> found =
        regex.isEmpty() && pattern.equals(APACHE) ? Optional.of(APACHE_REGEX) : regex;
    return new LineTime(pattern, format(pattern), found.map(LineTime::compiled), zone(zone));
  }

  private static DateTimeFormatter format(String pattern) {
    try {
      return switch (pattern) {
        case ISO -> DateTimeFormatter.ISO_DATE_TIME;
        case APACHE -> DateTimeFormatter.ofPattern(APACHE_PATTERN, Locale.ENGLISH);
        default -> DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--time-pattern \"%s\": expected apache, iso, or letters such as uuuu-MM-dd HH:mm:ss; %s"
              .formatted(pattern, e.getMessage()),
          e);
    }
  }

  private static Pattern compiled(String regex) {
    Pattern compiled;
    try {
      compiled = Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "--time-regex \"%s\": expected a regular expression; %s"
              .formatted(regex, e.getDescription()),
          e);
    }
    if (compiled.matcher("").groupCount() < 1) {
      throw new IllegalArgumentException(
          "--time-regex \"%s\": expected a group in parentheses, which is the time, found none"
              .formatted(regex));
    }
    return compiled;
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "--time-zone \"%s\": expected UTC, an offset such as +05:30, or a region such as Europe/Berlin"
              .formatted(name),
          e);
    }
  }

  /** The event time in {@code line}, in epoch milliseconds. */
  long read(String line) throws RejectedRecordException {
    String text = line;
    if (place.isPresent()) {
      Matcher matcher = place.get().matcher(line);
      if (!matcher.find() || matcher.group(1) == null) {
        throw rejected("expected a time where \"%s\" finds it".formatted(place.get()), line);
      }
      text = matcher.group(1);
    }
    try {
      ParsePosition end = new ParsePosition(0);
      TemporalAccessor time = format.parse(text, end);
      if (place.isPresent() && end.getIndex() < text.length()) {
        throw rejected("expected nothing after the time", text);
      }
      return milliseconds(time);
    } catch (DateTimeException | ArithmeticException e) {
      throw rejected("expected a time like \"%s\"".formatted(name), text);
    }
  }

  private long milliseconds(TemporalAccessor time) {
    if (time.isSupported(ChronoField.INSTANT_SECONDS)) {
      long second = time.getLong(ChronoField.INSTANT_SECONDS);
      return Math.addExact(
          Math.multiplyExact(second, 1_000L), time.get(ChronoField.MILLI_OF_SECOND));
    }
    LocalDate date = LocalDate.from(time);
    LocalTime clock =
        Optional.ofNullable(time.query(TemporalQueries.localTime())).orElse(LocalTime.MIDNIGHT);
    return date.atTime(clock).atZone(zone).toInstant().toEpochMilli();
  }

  private static RejectedRecordException rejected(String expected, String found) {
    String shown = found.length() > SHOWN ? found.substring(0, SHOWN) + "…" : found;
    return new RejectedRecordException("%s, found \"%s\"".formatted(expected, shown));
  }
}
