package org.tideline.schema.settings;

/**
 * How generations are certified, and how long they are kept.
 *
 * @param certifyTimeout milliseconds that certify waits for the speed layer to reach the cut
 * @param publishUnproven whether a generation serves that could not be compared
 * @param lease milliseconds without a sign of life after which a generation is taken over
 * @param retained generations that are kept, the serving one included
 * @param retainedAge milliseconds of age below which a generation is kept all the same
 */
public record GenerationSettings(
    long certifyTimeout, boolean publishUnproven, long lease, int retained, long retainedAge) {
  public GenerationSettings {
    Settings.CERTIFY_TIMEOUT.checked(certifyTimeout);
    Settings.BATCH_LEASE.checked(lease);
    Settings.RETENTION_GENERATIONS.checked(retained);
    Settings.RETENTION_AGE.checked(retainedAge);
  }

  /**
   * Reads them.
   *
   * @throws SettingException if one is missing or not legal
   */
  public static GenerationSettings from(TidelineConfiguration configuration) {
    return new GenerationSettings(
        configuration.value(Settings.CERTIFY_TIMEOUT),
        configuration.value(Settings.CERTIFY_UNPROVEN).equals(Settings.PUBLISH),
        configuration.value(Settings.BATCH_LEASE),
        configuration.value(Settings.RETENTION_GENERATIONS),
        configuration.value(Settings.RETENTION_AGE));
  }
}
