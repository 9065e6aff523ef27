package org.tideline.views.document;

import java.util.Map;

/** What a version that is not a delete holds. */
public record Content(Map<String, String> attributes, String text) {
  public Content {
    attributes = Attributes.copyOf(attributes);
  }
}
