package org.tideline.views.document;

import java.util.Map;

/**
 * A document as its producer gave it.
 *
 * @param id 1 to 1,024 bytes of UTF-8 without control characters
 * @param eventTime when it happened, in epoch milliseconds; may lie before 1970
 * @param attributes named values that views of a user may read, in the order of their names
 * @param text what is analysed into terms
 */
public record Document(String id, long eventTime, Map<String, String> attributes, String text) {
  public Document {
    DocumentId.require(id);
    attributes = Attributes.copyOf(attributes);
  }
}
