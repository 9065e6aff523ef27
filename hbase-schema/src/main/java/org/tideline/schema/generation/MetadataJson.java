package org.tideline.schema.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import org.tideline.schema.format.CorruptDataException;

/**
 * Metadata as JSON objects with a {@code formatVersion}, readable in the HBase shell. Fields are
 * written in a fixed order, since a row is only changed from exactly the bytes that were read.
 */
final class MetadataJson {
  private static final int FORMAT_VERSION = 1;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
          .build();

  private MetadataJson() {}

  static byte[] encode(Object metadata) {
    ObjectNode json = MAPPER.createObjectNode().put("formatVersion", FORMAT_VERSION);
    json.setAll((ObjectNode) MAPPER.valueToTree(metadata));
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not writable as JSON: " + metadata, e);
    }
  }

  static <T> T decode(byte[] bytes, Class<T> type, String where) {
    try {
      JsonNode json = MAPPER.readTree(bytes);
      int version = json.path("formatVersion").asInt(0);
      if (version != FORMAT_VERSION) {
        throw new CorruptDataException(
            "%s: expected format version %d, found %s; written by a newer release?"
                .formatted(where, FORMAT_VERSION, json.path("formatVersion")));
      }
      return MAPPER.treeToValue(((ObjectNode) json).without("formatVersion"), type);
    } catch (IOException e) {
      throw new CorruptDataException(
          "%s: expected a %s as JSON, found %s"
              .formatted(where, type.getSimpleName().toLowerCase(Locale.ROOT), e.getMessage()),
          e);
    }
  }
}
