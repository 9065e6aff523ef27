package org.tideline.views.document;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Attributes of documents are in the order of their names, in every process alike. */
final class Attributes {
  private Attributes() {}

  /** A copy that nobody changes; {@link Map#copyOf} has another order in every process. */
  static Map<String, String> copyOf(Map<String, String> attributes) {
    return attributes.isEmpty()
        ? Map.of()
        : Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(attributes)));
  }
}
