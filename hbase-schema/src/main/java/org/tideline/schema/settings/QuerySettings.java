package org.tideline.schema.settings;

/**
 * How the serving layer is read.
 *
 * @param timeout longest time of one query, in milliseconds
 * @param refresh milliseconds between two background reads of the serving row and the frontiers
 * @param staleness age in milliseconds above which a query reads the serving row and the frontiers
 *     itself; at least the refresh
 * @param frontierAge milliseconds of age above which a frontier makes answers partial; 0 for never
 */
public record QuerySettings(long timeout, long refresh, long staleness, long frontierAge) {
  public QuerySettings {
    Settings.QUERY_TIMEOUT.checked(timeout);
    Settings.QUERY_REFRESH.checked(refresh);
    Settings.QUERY_STALENESS.checked(staleness);
    Settings.QUERY_FRONTIER_AGE.checked(frontierAge);
    if (staleness < refresh) {
      throw Settings.QUERY_STALENESS.refused(
          staleness,
          "at least %s, which is \"%s\""
              .formatted(Settings.QUERY_REFRESH, Settings.QUERY_REFRESH.written(refresh)));
    }
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
        configuration.value(Settings.QUERY_STALENESS),
        configuration.value(Settings.QUERY_FRONTIER_AGE));
  }

  /**
   * Milliseconds, longer than any query goes on with the snapshot that it read at its beginning:
   * what is deleted after such a wait, nobody reads any more.
   */
  public long longestReading() {
    return timeout + staleness + refresh;
  }
}
