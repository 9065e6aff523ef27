package org.tideline.schema.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tideline.schema.format.CorruptDataException;

/**
 * Metadata as JSON objects with a {@code formatVersion}, readable in the HBase shell. Fields are
 * written in a fixed order, since a row is only changed from exactly the bytes that were read. All
 * are version 1, except the manifest: its version 2 has a {@code kind}, which version 1 is read as
 * {@code FULL}.
 */
final class MetadataJson {
  private static final String VERSION = "formatVersion";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
          .build();

  private MetadataJson() {}

  static byte[] encode(Object metadata) {
    ObjectNode json = MAPPER.createObjectNode().put(VERSION, version(metadata.getClass()));
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
      JsonNode version = json.path(VERSION);
      if (!version.isInt() || version.intValue() < 1 || version.intValue() > version(type)) {
        throw new CorruptDataException(
            "%s: expected format version %d, found %s (%d bytes); written by a newer release?"
                .formatted(
                    where,
                    version(type),
                    version.isMissingNode() ? "none" : version,
                    bytes.length));
      }
      ObjectNode fields = ((ObjectNode) json).without(VERSION);
      if (type == Manifest.class && version.intValue() == 1) {
        fields.put("kind", RunKind.FULL.name());
      }
      return MAPPER.treeToValue(fields, type);
    } catch (JsonProcessingException e) {
      throw new CorruptDataException(
          "%s: expected a %s as JSON, found%s: %s (%d bytes)"
              .formatted(
                  where,
                  type.getSimpleName().toLowerCase(Locale.ROOT),
                  place(e),
                  e.getOriginalMessage(),
                  bytes.length),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
    }
  }

  private static int version(Class<?> type) {
    return type == Manifest.class ? 2 : 1;
  }

  private static String place(JsonProcessingException e) {
    return e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
        ? mapping.getPath().stream()
            .map(JsonMappingException.Reference::getFieldName)
            .collect(Collectors.joining(".", " at ", ""))
        : "";
  }
}
