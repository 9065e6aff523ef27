package org.tideline.schema.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.views.certify.Checksum;
import org.tideline.views.certify.Fault;
import org.tideline.views.certify.Side;
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

  private static final Certificate CERTIFICATE =
      new Certificate(
          2,
          Verdict.MISMATCH_REALTIME,
          "1 key differs",
          1,
          Verdict.MATCH,
          new Cut(10_000, Map.of(0, 3L)),
          new Cut(20_000, Map.of(0, 30L)),
          List.of(1),
          1,
          Map.of("tideline.a", "10s"),
          List.of(
              new Certificate.View(
                  "words",
                  List.of("occurrences", "documents"),
                  1,
                  List.of(
                      new Certificate.Range(
                          "",
                          "m\\x00",
                          Map.of(
                              Side.GENERATION, new Checksum(1, 7), Side.BASE, new Checksum(2, 5)),
                          true,
                          Set.of(Fault.REALTIME))))),
          List.of(
              new Certificate.Key(
                  "words",
                  "whale",
                  Map.of(Side.MERGED, List.of(3L, 1L), Side.RECOUNT, List.of(2L, 1L)),
                  Set.of(Fault.REALTIME))),
          21_000,
          Map.of("wait", 3L, "compare", 5L));
  private static final String CERTIFICATE_JSON =
      """
      {"formatVersion":1,"generation":2,"verdict":"MISMATCH_REALTIME","reason":"1 key differs","base":1,\
      "baseVerdict":"MATCH","baseCut":{"ingestTime":10000,"positions":{"0":3}},\
      "cut":{"ingestTime":20000,"positions":{"0":30}},"chain":[1],"epoch":1,\
      "fingerprints":{"tideline.a":"10s"},"views":[{"view":"words","components":["occurrences","documents"],\
      "differing":1,"ranges":[{"from":"","to":"m\\\\x00","sums":{"BASE":{"pairs":2,"sum":5},\
      "GENERATION":{"pairs":1,"sum":7}},"baseHolds":true,"faults":["REALTIME"]}]}],\
      "keys":[{"view":"words","key":"whale","values":{"MERGED":[3,1],"RECOUNT":[2,1]},"faults":["REALTIME"]}],\
      "certifiedAt":21000,"millis":{"compare":5,"wait":3}}""";
  private static final Lease LEASE = new Lease("one", 3);
  private static final String LEASE_JSON = "{\"formatVersion\":1,\"holder\":\"one\",\"beat\":3}";
  private static final ServingChange CHANGE = new ServingChange(3, 22_000, "rollback", 1, "wrong");
  private static final String CHANGE_JSON =
      """
      {"formatVersion":1,"revision":3,"at":22000,"what":"rollback","generation":1,"why":"wrong"}""";

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
    assertGolden(CERTIFICATE, CERTIFICATE_JSON);
    assertGolden(LEASE, LEASE_JSON);
    assertGolden(CHANGE, CHANGE_JSON);
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
