package org.tideline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tideline.query.LateAnswer;
import org.tideline.query.Reading;
import org.tideline.schema.generation.Verdict;
import org.tideline.views.time.Cut;
import org.tideline.views.window.LateRecord;

class LateCommandTest {
  private static final Reading READING =
      new Reading(
          1,
          Verdict.UNPROVEN,
          new Cut(1_795_437_000_000L, Map.of(0, 0L)),
          1,
          Map.of(),
          Optional.empty());

  private static String printed(long missing, boolean json) {
    LateRecord record = new LateRecord(11, 300, "a", 0, 12_500, true);
    StringWriter text = new StringWriter();
    LateCommand.print(
        new LateAnswer(List.of(new LateAnswer.Late(1, record)), 12, missing, READING),
        new PrintWriter(text),
        json);
    return text.toString();
  }

  @Test
  void saysHowManyThereWere() {
    assertThat(printed(0, false))
        .isEqualTo(
            """
            1970-01-01T00:00:00Z      a  12.5 s behind the watermark 1970-01-01T00:00:12.500Z, a delete
            12 late records in all
            generation 1 (unproven), cut 2026-11-23T12:30:00Z, fresh to 2026-11-23T12:30:00Z
            """);
  }

  @Test
  void saysWhatWasNotFound() {
    assertThat(printed(9, false))
        .contains(
            """
            12 late records in all
            9 records of those looked for not found: tideline.late.records was changed since
            """);
    assertThat(printed(9, true)).contains("\"total\":12,\"missing\":9,");
  }
}
