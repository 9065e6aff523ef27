package org.tideline.views.document;

import java.util.Optional;

/** What one record of the log asks for. */
public sealed interface Change {

  /** The version that this change makes when its record stands at {@code position}, if any. */
  default Optional<DocumentVersion> version(long position) {
    return Optional.empty();
  }

  /** A new version of a document. */
  record Put(Document document) implements Change {
    @Override
    public Optional<DocumentVersion> version(long position) {
      Content content = new Content(document.attributes(), document.text());
      return Optional.of(
          new DocumentVersion(
              document.id(), new Version(document.eventTime(), position), Optional.of(content)));
    }
  }

  /**
   * A version without text; it is kept for ever, so that an older put that arrives later stays
   * dead.
   *
   * @param eventTime epoch milliseconds
   */
  record Delete(String id, long eventTime) implements Change {
    public Delete {
      DocumentId.require(id);
    }

    @Override
    public Optional<DocumentVersion> version(long position) {
      return Optional.of(
          new DocumentVersion(id, new Version(eventTime, position), Optional.empty()));
    }
  }

  /** Moves the ingest time of a partition and nothing else. */
  record Tick() implements Change {}

  /**
   * A record that no view can use; it counts as nothing in both layers and is listed with its
   * reason.
   *
   * @param key what its key says, as far as it could be read
   * @param reason where, what was expected, what was found
   */
  record Quarantined(String key, String reason) implements Change {}
}
