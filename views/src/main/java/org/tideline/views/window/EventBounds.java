package org.tideline.views.window;

/**
 * By which event times move the watermark; part of an epoch, since marks are made by it.
 *
 * @param lateness milliseconds that the watermark stays behind the greatest event time
 * @param future milliseconds that an event time may be ahead of its ingest time and still move the
 *     watermark
 */
public record EventBounds(long lateness, long future) {
  public EventBounds {
    if (lateness < 0 || future < 0) {
      throw new IllegalArgumentException(
          "bounds of event time must not be negative, got lateness %d, future %d"
              .formatted(lateness, future));
    }
  }
}
