package org.tideline.schema.settings;

/**
 * How the serving layer is read.
 *
 * @param timeout longest time of one query, in milliseconds
 * @param refresh milliseconds between two background reads of the serving row and the frontiers
 * @param staleness age in milliseconds above which a query reads the serving row and the frontiers
 *     itself; at least the refresh
 */
public record QuerySettings(long timeout, long refresh, long staleness) {
  public QuerySettings {
    Settings.QUERY_TIMEOUT.checked(timeout);
    Settings.QUERY_REFRESH.checked(refresh);
    Settings.QUERY_STALENESS.checked(staleness);
    if (staleness < refresh) {
      throw Settings.QUERY_STALENESS.refused(
          staleness,
          "at least %s, which is \"%s\""
              .formatted(Settings.QUERY_REFRESH, Settings.QUERY_REFRESH.written(refresh)));
    }
  }

  /**
   * Milliseconds from the moment when a query's snapshot was read to that of its last data: what
   * was in the tables at the former must be there until then.
   */
  public long longestReading() {
    return timeout + staleness;
  }

  /**
   * Reads them.
   *
   * @throws SettingException if one is missing or does not fit the others
   */
  public static QuerySettings from(TidelineConfiguration configuration) {
    return new QuerySettings(
        configuration.value(Settings.QUERY_TIMEOUT),
        configuration.value(Settings.QUERY_REFRESH),
        configuration.value(Settings.QUERY_STALENESS));
  }
}
