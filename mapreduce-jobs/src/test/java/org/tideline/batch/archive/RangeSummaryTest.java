package org.tideline.batch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.views.window.EventClock;

class RangeSummaryTest {
  private static final String EXAMPLE =
      "{\"formatVersion\":2,\"records\":5,\"maxIngestTime\":1795437000000,\"watermark\":1795436400000}";

  private static RangeSummary decode(String json) {
    return RangeSummary.decode(json.getBytes(StandardCharsets.UTF_8), "range.json");
  }

  @Test
  void bytesAreThoseOfTheExample() {
    RangeSummary summary = new RangeSummary(5, 1_795_437_000_000L, 1_795_436_400_000L);

    assertThat(summary.encode()).asString().isEqualTo(EXAMPLE);
    assertThat(decode(EXAMPLE)).isEqualTo(summary);
  }

  @Test
  void readsTheFirstVersionAsWithoutWatermark() {
    assertThat(decode("{\"formatVersion\":1,\"records\":5,\"maxIngestTime\":1795437000000}"))
        .isEqualTo(new RangeSummary(5, 1_795_437_000_000L, EventClock.NO_WATERMARK));
  }

  @Test
  void refusesAnotherVersion() {
    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(() -> decode(EXAMPLE.replace(":2,", ":3,")))
        .withMessage("range.json: expected format version 2, found 3; written by a newer release?");
  }

  @Test
  void refusesAMissingField() {
    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(() -> decode("{\"formatVersion\":2,\"records\":5}"))
        .withMessageStartingWith(
            "range.json: expected the summary of a range as JSON, found Missing creator property 'maxIngestTime'");
  }
}
