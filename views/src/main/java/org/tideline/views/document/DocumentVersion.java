package org.tideline.views.document;

import java.util.Optional;

/**
 * One version of one document.
 *
 * @param content empty for a delete
 */
public record DocumentVersion(String id, Version version, Optional<Content> content) {

  /** What views count: nothing for a delete. */
  public Optional<String> text() {
    return content.map(Content::text);
  }

  /** The document as its producer gave it; none for a delete. */
  public Optional<Document> document() {
    return content.map(
        some -> new Document(id, version.eventTime(), some.attributes(), some.text()));
  }
}
