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
}
