package org.tideline.cli.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tideline.views.document.Document;

/**
 * A document as a JSON object.
 *
 * <pre>
 *   {"id": "a", "eventTime": "2026-11-23T02:10:00Z", "text": "…", "attributes": {"language": "en"}}
 * </pre>
 *
 * {@code eventTime} is ISO-8601 with an offset, or epoch milliseconds. {@code attributes} may be
 * missing; its values are strings, numbers or booleans. Other fields are refused, since they would
 * be lost.
 */
final class JsonDocument {
  private static final Set<String> FIELDS = Set.of("id", "eventTime", "text", "attributes");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private JsonDocument() {}

  static Document parse(String line, String idPrefix) throws RejectedRecordException {
    JsonNode json = read(line);
    if (!json.isObject()) {
      throw new RejectedRecordException(
          "expected a JSON object, found " + json.getNodeType().name().toLowerCase(Locale.ROOT));
    }
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw new RejectedRecordException(
            "expected the fields id, eventTime, text and attributes, found \"%s\"; put it into attributes"
                .formatted(name));
      }
    }
    String id = idPrefix + string(json, "id");
    try {
      return new Document(id, eventTime(json), attributes(json), text(json));
    } catch (IllegalArgumentException e) {
      throw new RejectedRecordException(e.getMessage());
    }
  }

  private static JsonNode read(String line) throws RejectedRecordException {
    try {
      return MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new RejectedRecordException("expected JSON: " + e.getOriginalMessage());
    }
  }

  private static String string(JsonNode json, String field) throws RejectedRecordException {
    JsonNode value = json.path(field);
    if (!value.isTextual()) {
      throw new RejectedRecordException(
          "expected a string as \"%s\", found %s".formatted(field, shown(value)));
    }
    return value.textValue();
  }

  private static String text(JsonNode json) throws RejectedRecordException {
    return requireWhole(string(json, "text"), "\"text\"");
  }

  /** JSON may escape half of a surrogate pair, which has no UTF-8 and would change in silence. */
  private static String requireWhole(String value, String what) throws RejectedRecordException {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.codePointAt(value, i) == c) {
          throw new RejectedRecordException(
              "expected valid UTF-16 as %s, found a lone surrogate, U+%04X, at index %d"
                  .formatted(what, (int) c, i));
        }
        i++;
      }
    }
    return value;
  }

  private static long eventTime(JsonNode json) throws RejectedRecordException {
    JsonNode value = json.path("eventTime");
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    if (value.isTextual()) {
      try {
        return OffsetDateTime.parse(value.textValue()).toInstant().toEpochMilli();
      } catch (DateTimeException | ArithmeticException e) {
        throw unreadableTime(value);
      }
    }
    throw unreadableTime(value);
  }

  private static RejectedRecordException unreadableTime(JsonNode value) {
    return new RejectedRecordException(
        "expected epoch milliseconds or ISO-8601 with an offset, such as %s, as \"eventTime\", found %s"
            .formatted(Instant.EPOCH, shown(value)));
  }

  private static Map<String, String> attributes(JsonNode json) throws RejectedRecordException {
    JsonNode value = json.path("attributes");
    if (value.isMissingNode()) {
      return Map.of();
    }
    if (!value.isObject()) {
      throw new RejectedRecordException(
          "expected an object as \"attributes\", found " + shown(value));
    }
    Map<String, String> attributes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> attribute : value.properties()) {
      if (!attribute.getValue().isValueNode() || attribute.getValue().isNull()) {
        throw new RejectedRecordException(
            "expected a string, number or boolean as attribute \"%s\", found %s"
                .formatted(attribute.getKey(), shown(attribute.getValue())));
      }
      String name = requireWhole(attribute.getKey(), "an attribute's name");
      String text = attribute.getValue().asText();
      attributes.put(name, requireWhole(text, "attribute \"%s\"".formatted(name)));
    }
    return attributes;
  }

  private static String shown(JsonNode value) {
    if (value.isMissingNode()) {
      return "none";
    }
    String text = value.toString();
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }
}
