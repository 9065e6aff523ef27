package org.tideline.cli;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.tideline.query.CountAnswer;
import org.tideline.query.Reading;
import org.tideline.views.merge.MergedCount;

/** How people read where an answer comes from. */
final class ReadingLine {
  private ReadingLine() {}

  static String of(CountAnswer answer) {
    MergedCount count = answer.count();
    long realtime = count.realtime().occurrences();
    return "%s  %d = %d batch (cut %s) %s %d realtime, in %d documents"
        .formatted(
            answer.word(),
            count.total().occurrences(),
            count.batch().occurrences(),
            cut(answer.reading()),
            realtime < 0 ? "-" : "+",
            Math.abs(realtime),
            count.total().documents());
  }

  /** Generation, what is known of it, and how fresh the answer is; loud where it may be short. */
  static String of(Reading reading) {
    String fresh =
        reading.freshTo().isPresent()
            ? "fresh to " + Instant.ofEpochMilli(reading.freshTo().getAsLong())
            : "no record yet";
    String line =
        "generation %d (%s), cut %s, %s"
            .formatted(reading.generation(), verdict(reading), cut(reading), fresh);
    return reading.partial().map(why -> line + "\nPARTIAL: " + why).orElse(line);
  }

  /** Loud, where the serving generation or what it replaced was found wrong. */
  static Optional<String> alarm(Reading reading) {
    return Optional.of(reading)
        .filter(found -> found.verdict().isAlarm())
        .map(
            found ->
                "!!! %s: see tideline generations certificate %d"
                    .formatted(
                        found.verdict().printed().toUpperCase(Locale.ROOT), found.generation()));
  }

  static String verdict(Reading reading) {
    return reading.verdict().printed();
  }

  static String cut(Reading reading) {
    return reading.generation() == 0
        ? "none"
        : Instant.ofEpochMilli(reading.cut().ingestTime()).toString();
  }
}
