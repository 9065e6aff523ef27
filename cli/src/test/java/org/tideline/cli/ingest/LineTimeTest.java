package org.tideline.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineTimeTest {
  private static final String ACCESS =
      "83.149.9.216 - - [17/May/2015:10:05:03 +0000] \"GET /a.png HTTP/1.1\" 200 203023";

  private static Instant read(String pattern, String regex, String zone, String line)
      throws Exception {
    LineTime time = LineTime.of(pattern, Optional.ofNullable(regex), zone);
    return Instant.ofEpochMilli(time.read(line));
  }

  @Test
  void readsTheTimeOfAnAccessLog() throws Exception {
    assertThat(read("apache", null, "UTC", ACCESS)).isEqualTo("2015-05-17T10:05:03Z");
    assertThat(read("apache", null, "UTC", ACCESS.replace("+0000", "-0330")))
        .isEqualTo("2015-05-17T13:35:03Z");
  }

  @Test
  void readsTheTimeAtTheBeginningOfALine() throws Exception {
    assertThat(read("iso", null, "UTC", "2026-11-23T02:10:00.250+01:00 and so on"))
        .isEqualTo("2026-11-23T01:10:00.250Z");
    assertThat(read("iso", null, "Asia/Kolkata", "2026-11-23T02:10:00 and so on"))
        .isEqualTo("2026-11-22T20:40:00Z");
    assertThat(read("uuuu-MM-dd HH:mm:ss,SSS", null, "UTC", "1969-12-31 23:59:59,999 INFO x"))
        .isEqualTo("1969-12-31T23:59:59.999Z");
    assertThat(read("MMM d uuuu", null, "UTC", "Feb 29 2024: a day"))
        .isEqualTo("2024-02-29T00:00:00Z");
  }

  @Test
  void findsTheTimeByARegularExpression() throws Exception {
    assertThat(read("HH:mm dd.MM.uuuu", "at=(\\S+ \\S+)", "UTC", "x at=07:05 01.02.2003 y"))
        .isEqualTo("2003-02-01T07:05:00Z");
  }

  @Test
  void aLineWithoutATimeIsRejected() {
    assertThatThrownBy(() -> read("apache", null, "UTC", "no time here"))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessage("expected a time where \"\\[([^\\]]+)\\]\" finds it, found \"no time here\"");
    assertThatThrownBy(() -> read("apache", null, "UTC", "a [b] c"))
        .hasMessage("expected a time like \"apache\", found \"b\"");
    assertThatThrownBy(() -> read("iso", "<(.*)>", "UTC", "<2026-11-23T02:10:00Z x>"))
        .hasMessage("expected nothing after the time, found \"2026-11-23T02:10:00Z x\"");
    assertThatThrownBy(() -> read("HH:mm", null, "UTC", "07:05"))
        .hasMessage("expected a time like \"HH:mm\", found \"07:05\"");
  }

  @Test
  void whatCannotBeReadIsRefusedBeforeTheFirstLine() {
    assertThatThrownBy(() -> LineTime.of("bbb", Optional.empty(), "UTC"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--time-pattern \"bbb\": expected apache, iso, or letters such as uuuu-MM-dd HH:mm:ss; Unknown pattern letter: b");
    assertThatThrownBy(() -> LineTime.of("iso", Optional.of("["), "UTC"))
        .hasMessage("--time-regex \"[\": expected a regular expression; Unclosed character class");
    assertThatThrownBy(() -> LineTime.of("iso", Optional.of("x"), "UTC"))
        .hasMessage(
            "--time-regex \"x\": expected a group in parentheses, which is the time, found none");
    assertThatThrownBy(() -> LineTime.of("iso", Optional.empty(), "Mars"))
        .hasMessage(
            "--time-zone \"Mars\": expected UTC, an offset such as +05:30, or a region such as Europe/Berlin");
  }
}
