package org.tideline.schema.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.views.time.Cut;

class MetadataJsonTest {
  private static final Cut CUT = new Cut(20_000, Map.of(1, 40L, 0, 30L));
  private static final Serving SERVING =
      new Serving(2, 1, CUT, 1, List.of(0, 1), 10_000, Verdict.UNPROVEN);
  private static final String SERVING_JSON =
      """
      {"formatVersion":1,"revision":2,"generation":1,"cut":{"ingestTime":20000,"positions":{"0":30,"1":40}},\
      "epoch":1,"kept":[0,1],"floor":10000,"verdict":"UNPROVEN"}""";
  private static final Epoch EPOCH =
      new Epoch(
          1, "tideline", "Fk0", Map.of(1, 0L, 0, 5L), 0, Map.of("b", "2", "tideline.a", "10s"));
  private static final String EPOCH_JSON =
      """
      {"formatVersion":1,"number":1,"topic":"tideline","topicId":"Fk0","startPositions":{"0":5,"1":0},\
      "since":0,"settings":{"b":"2","tideline.a":"10s"}}""";
  private static final Manifest MANIFEST = new Manifest(2, CUT, 1, 1, 21_000, RunKind.INCREMENTAL);
  private static final String MANIFEST_JSON =
      """
      {"formatVersion":2,"generation":2,"cut":{"ingestTime":20000,"positions":{"0":30,"1":40}},\
      "epoch":1,"base":1,"frozenAt":21000,"kind":"INCREMENTAL"}""";
  private static final String MANIFEST_1_JSON =
      """
      {"formatVersion":1,"generation":2,"cut":{"ingestTime":20000,"positions":{"0":30,"1":40}},\
      "epoch":1,"base":0,"frozenAt":21000}""";
  private static final StepRecord STEP =
      new StepRecord("words", 1_500, Map.of("terms", 7L, "a", 1L));
  private static final String STEP_JSON =
      """
      {"formatVersion":1,"step":"words","millis":1500,"counters":{"a":1,"terms":7}}""";

  private static void assertGolden(Object metadata, String json) {
    assertThat(new String(MetadataJson.encode(metadata), StandardCharsets.UTF_8)).isEqualTo(json);
    assertThat(decode(json, metadata.getClass())).isEqualTo(metadata);
  }

  private static <T> T decode(String json, Class<T> type) {
    return MetadataJson.decode(
        json.getBytes(StandardCharsets.UTF_8), type, "generations row \"r\"");
  }

  private static void assertCorrupt(String json, String message) {
    assertThatThrownBy(() -> decode(json, Serving.class))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(message);
  }

  @Test
  void writesEveryKindAsDrawn() {
    assertGolden(SERVING, SERVING_JSON);
    assertGolden(EPOCH, EPOCH_JSON);
    assertGolden(MANIFEST, MANIFEST_JSON);
    assertGolden(STEP, STEP_JSON);
  }

  @Test
  void aManifestOfVersionOneIsThatOfAFullRun() {
    assertThat(decode(MANIFEST_1_JSON, Manifest.class))
        .isEqualTo(new Manifest(2, CUT, 1, 0, 21_000, RunKind.FULL));
    assertThatThrownBy(
            () ->
                decode(
                    MANIFEST_JSON.replace("\"formatVersion\":2", "\"formatVersion\":3"),
                    Manifest.class))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "generations row \"r\": expected format version 2, found 3 (146 bytes); written by a newer release?");
  }

  @Test
  void rejectsUnknownVersion() {
    assertCorrupt(
        SERVING_JSON.replace("\"formatVersion\":1", "\"formatVersion\":2"),
        "generations row \"r\": expected format version 1, found 2 (160 bytes); written by a newer release?");
    assertCorrupt(
        SERVING_JSON.replace("\"formatVersion\":1,", ""),
        "generations row \"r\": expected format version 1, found none (142 bytes); written by a newer release?");
  }

  @Test
  void rejectsWhatIsNoObject() {
    assertCorrupt(
        "",
        "generations row \"r\": expected format version 1, found none (0 bytes); written by a newer release?");
    assertCorrupt(
        "[1]",
        "generations row \"r\": expected format version 1, found none (3 bytes); written by a newer release?");
  }

  @Test
  void rejectsTruncatedAndTrailingBytes() {
    assertThatThrownBy(() -> decode(SERVING_JSON.substring(0, 100), Serving.class))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageStartingWith(
            "generations row \"r\": expected a serving as JSON, found: Unexpected end-of-input")
        .hasMessageEndingWith("(100 bytes)");
    assertThatThrownBy(() -> decode(SERVING_JSON + "}", Serving.class))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageStartingWith(
            "generations row \"r\": expected a serving as JSON, found: Unexpected close marker '}'");
  }

  @Test
  void rejectsMissingUnknownAndEmptyFields() {
    assertThatThrownBy(() -> decode(SERVING_JSON.replace("\"floor\":10000,", ""), Serving.class))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageStartingWith(
            "generations row \"r\": expected a serving as JSON, found at floor: Missing creator property 'floor'");
    assertThatThrownBy(
            () -> decode(SERVING_JSON.replace("\"floor\"", "\"flor\":1,\"floor\""), Serving.class))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageStartingWith(
            "generations row \"r\": expected a serving as JSON, found at flor: Unrecognized field \"flor\"");
    assertThatThrownBy(() -> decode(SERVING_JSON.replace("10000", "null"), Serving.class))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageStartingWith(
            "generations row \"r\": expected a serving as JSON, found at floor: ");
    assertThatThrownBy(() -> decode(SERVING_JSON.replace("10000", "1.5"), Serving.class))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageStartingWith(
            "generations row \"r\": expected a serving as JSON, found at floor: ");
  }

  @Test
  void rejectsWhatTheRecordRefuses() {
    assertThatThrownBy(
            () -> decode(SERVING_JSON.replace("\"floor\":10000", "\"floor\":30000"), Serving.class))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageStartingWith("generations row \"r\": expected a serving as JSON, found: ")
        .hasMessageContaining("floor 30000 must not be above the cut 20000");
  }
}
