package org.tideline.schema.settings;

import java.util.Locale;
import org.tideline.views.window.LatePolicy;

/**
 * How windows are shown.
 *
 * @param words what changes after close do to the windows of words, where a question does not say
 * @param documents the same for the windows of all documents
 * @param idleAfter milliseconds without a record after which a partition that is read to the end of
 *     the log is idle
 * @param lateRecords that the speed layer keeps of each partition
 */
public record TrendSettings(
    LatePolicy words, LatePolicy documents, long idleAfter, int lateRecords) {
  public TrendSettings {
    Settings.IDLE_AFTER.checked(idleAfter);
    Settings.LATE_RECORDS.checked(lateRecords);
  }

  /**
   * Reads them.
   *
   * @throws SettingException if one is missing or not legal
   */
  public static TrendSettings from(TidelineConfiguration configuration) {
    return new TrendSettings(
        policy(configuration.value(Settings.LATE_POLICY_WORDS)),
        policy(configuration.value(Settings.LATE_POLICY_DOCUMENTS)),
        configuration.value(Settings.IDLE_AFTER),
        configuration.value(Settings.LATE_RECORDS));
  }

  private static LatePolicy policy(String name) {
    return LatePolicy.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
