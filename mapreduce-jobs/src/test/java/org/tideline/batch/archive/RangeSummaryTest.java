package org.tideline.batch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;

class RangeSummaryTest {
  private static final String EXAMPLE =
      "{\"formatVersion\":1,\"records\":5,\"maxIngestTime\":1795437000000}";

  private static RangeSummary decode(String json) {
    return RangeSummary.decode(json.getBytes(StandardCharsets.UTF_8), "range.json");
  }

  @Test
  void bytesAreThoseOfTheExample() {
    RangeSummary summary = new RangeSummary(5, 1_795_437_000_000L);

    assertThat(summary.encode()).asString().isEqualTo(EXAMPLE);
    assertThat(decode(EXAMPLE)).isEqualTo(summary);
  }

  @Test
  void refusesAnotherVersion() {
    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(() -> decode(EXAMPLE.replace(":1,", ":2,")))
        .withMessage("range.json: expected format version 1, found 2; written by a newer release?");
  }

  @Test
  void refusesAMissingField() {
    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(() -> decode("{\"formatVersion\":1,\"records\":5}"))
        .withMessageStartingWith(
            "range.json: expected the summary of a range as JSON, found Missing creator property 'maxIngestTime'");
  }
}
