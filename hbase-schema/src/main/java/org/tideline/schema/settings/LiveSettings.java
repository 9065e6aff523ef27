package org.tideline.schema.settings;

import java.io.Serializable;

/**
 * When the speed layer writes live blocks, and for how long they are kept.
 *
 * @param terms touched terms of a partition above which a flush goes into live blocks; up to it the
 *     rows of the terms themselves cost no more
 * @param settle milliseconds after which what stands in live blocks only is written to the rows of
 *     its terms, if no edge came before; the less, the more is written and the less is read
 * @param grace milliseconds that a live block is kept after its terms were settled: a query that
 *     began before may still need it
 */
public record LiveSettings(int terms, long settle, long grace) implements Serializable {
  public LiveSettings {
    Settings.LIVE_TERMS.checked(terms);
    Settings.LIVE_SETTLE.checked(settle);
    Settings.LIVE_GRACE.checked(grace);
  }

  /**
   * Reads them.
   *
   * @throws SettingException if one is missing, or if queries may take longer than the grace
   */
  public static LiveSettings from(TidelineConfiguration configuration) {
    LiveSettings settings =
        new LiveSettings(
            configuration.value(Settings.LIVE_TERMS),
            configuration.value(Settings.LIVE_SETTLE),
            configuration.value(Settings.LIVE_GRACE));
    settings.requireLongerThan(QuerySettings.from(configuration));
    return settings;
  }

  void requireLongerThan(QuerySettings queries) {
    if (grace <= queries.longestReading()) {
      throw Settings.LIVE_GRACE.refused(
          grace,
          "more than %s and %s together, which are \"%s\" and \"%s\", since a query reads that long"
              .formatted(
                  Settings.QUERY_TIMEOUT,
                  Settings.QUERY_STALENESS,
                  Settings.QUERY_TIMEOUT.written(queries.timeout()),
                  Settings.QUERY_STALENESS.written(queries.staleness())));
    }
  }
}
