package org.tideline.schema.settings;

import java.io.Serializable;
import java.util.SortedMap;
import org.tideline.views.window.EventBounds;
import org.tideline.views.window.EventRules;
import org.tideline.views.window.WindowCalendar;

/**
 * By what event time counts and closes windows; part of an epoch.
 *
 * @param latenessBound milliseconds that the watermark stays behind the greatest event time
 * @param futureBound milliseconds that an event time may be ahead of its ingest time and still move
 *     the watermark
 * @param zone whose days are the windows of a day
 */
public record WindowSettings(long latenessBound, long futureBound, String zone)
    implements Serializable {
  public WindowSettings {
    Settings.LATENESS_BOUND.checked(latenessBound);
    Settings.FUTURE_BOUND.checked(futureBound);
    Settings.WINDOW_ZONE.checked(zone);
  }

  /** Reads them; the future bound is the lateness bound where it is not set. */
  static WindowSettings from(TidelineConfiguration configuration) {
    long lateness = configuration.value(Settings.LATENESS_BOUND);
    return new WindowSettings(
        lateness,
        configuration.optional(Settings.FUTURE_BOUND).orElse(lateness),
        configuration.value(Settings.WINDOW_ZONE));
  }

  /** By which event times move the watermark. */
  public EventBounds bounds() {
    return new EventBounds(latenessBound, futureBound);
  }

  /** How event time is divided. */
  public WindowCalendar calendar() {
    return WindowCalendar.of(zone);
  }

  /** Both. */
  public EventRules rules() {
    return new EventRules(bounds(), calendar());
  }

  void record(SortedMap<String, String> recorded) {
    recorded.put(Settings.LATENESS_BOUND.key(), Settings.LATENESS_BOUND.written(latenessBound));
    recorded.put(Settings.FUTURE_BOUND.key(), Settings.FUTURE_BOUND.written(futureBound));
    recorded.put(Settings.WINDOW_ZONE.key(), Settings.WINDOW_ZONE.written(zone));
  }
}
