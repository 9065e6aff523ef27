package org.tideline.batch.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.views.window.EventClock;

/**
 * What is known of an archived range without reading it; stored beside its records as {@code
 * range.json}. Example: {@code
 * {"formatVersion":2,"records":5,"maxIngestTime":1795437000000,"watermark":1795436400000}}. Version
 * 1 had no watermark, and is read as if no put had moved one.
 *
 * @param records in it; fewer than positions where the log holds markers of transactions
 * @param maxIngestTime the greatest LogAppendTime of its partition up to its end, earlier ranges
 *     included, in epoch milliseconds; 0 before the first record
 * @param watermark W of its partition at its end, in epoch milliseconds; {@link
 *     EventClock#NO_WATERMARK} before the first put that moved it
 */
record RangeSummary(long records, long maxIngestTime, long watermark) {
  private static final int FORMAT_VERSION = 2;
  private static final int WITHOUT_WATERMARK = 1;
  private static final String FORMAT_FIELD = "formatVersion";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /** Before the first range. */
  static final RangeSummary NONE = new RangeSummary(0, 0, EventClock.NO_WATERMARK);

  byte[] encode() {
    ObjectNode json = JSON.createObjectNode().put(FORMAT_FIELD, FORMAT_VERSION);
    json.setAll((ObjectNode) JSON.valueToTree(this));
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not writable as JSON: " + this, e);
    }
  }

  /**
   * The summary in {@code bytes}.
   *
   * @param where names the file in errors
   * @throws CorruptDataException if they are none of this format
   */
  static RangeSummary decode(byte[] bytes, String where) {
    try {
      JsonNode json = JSON.readTree(bytes);
      if (!(json instanceof ObjectNode fields)
          || json.path(FORMAT_FIELD).asInt() != FORMAT_VERSION
              && json.path(FORMAT_FIELD).asInt() != WITHOUT_WATERMARK) {
        throw new CorruptDataException(
            "%s: expected format version %d, found %s; written by a newer release?"
                .formatted(where, FORMAT_VERSION, json.path(FORMAT_FIELD)));
      }
      if (json.path(FORMAT_FIELD).asInt() == WITHOUT_WATERMARK) {
        fields.put("watermark", EventClock.NO_WATERMARK);
      }
      return JSON.treeToValue(fields.without(FORMAT_FIELD), RangeSummary.class);
    } catch (IOException e) {
      throw new CorruptDataException(
          "%s: expected the summary of a range as JSON, found %s".formatted(where, e.getMessage()),
          e);
    }
  }
}
