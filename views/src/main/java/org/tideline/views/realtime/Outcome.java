package org.tideline.views.realtime;

/** What is noted of a record that changed no view. */
public sealed interface Outcome {
  /** The position of the record. */
  long position();

  /** The document that it names, as far as it could be read. */
  String id();

  /**
   * A version that did not become current.
   *
   * @param eventTime its own, in epoch milliseconds
   * @param currentEventTime that of the version that stands, in epoch milliseconds
   */
  record Superseded(long position, String id, long eventTime, long currentEventTime)
      implements Outcome {}

  /** A record that no view can use. */
  record Quarantined(long position, String id, String reason) implements Outcome {}
}
