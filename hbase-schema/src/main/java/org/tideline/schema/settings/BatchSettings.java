package org.tideline.schema.settings;

import org.apache.hadoop.fs.Path;

/**
 * How the batch layer runs.
 *
 * @param rootDir folder of the master dataset and of everything made from it; absolute
 * @param freezeTimeout milliseconds that a freeze waits, beyond one bucket, for the log to pass the
 *     cut
 * @param wordsBuffer bytes of the words that one mapper combines before it writes them out
 * @param indexBuffer bytes of the postings that one mapper collects before it writes them out
 * @param reducers of the job that finds the current versions
 * @param regions that a new batch table is split into
 * @param fullEvery of so many runs one is full
 */
public record BatchSettings(
    Path rootDir,
    long freezeTimeout,
    long wordsBuffer,
    long indexBuffer,
    int reducers,
    int regions,
    int fullEvery) {
  public BatchSettings {
    Settings.ROOT_DIR.checked(rootDir);
    Settings.FREEZE_TIMEOUT.checked(freezeTimeout);
    Settings.WORDS_BUFFER.checked(wordsBuffer);
    Settings.INDEX_BUFFER.checked(indexBuffer);
    Settings.BATCH_REDUCERS.checked(reducers);
    Settings.BATCH_REGIONS.checked(regions);
    Settings.BATCH_FULL_EVERY.checked(fullEvery);
  }

  /**
   * Reads them.
   *
   * @throws SettingException if one is missing or does not fit the others
   */
  public static BatchSettings from(TidelineConfiguration configuration) {
    return new BatchSettings(
        configuration.value(Settings.ROOT_DIR),
        configuration.value(Settings.FREEZE_TIMEOUT),
        configuration.value(Settings.WORDS_BUFFER),
        configuration.value(Settings.INDEX_BUFFER),
        configuration.value(Settings.BATCH_REDUCERS),
        configuration.value(Settings.BATCH_REGIONS),
        configuration.value(Settings.BATCH_FULL_EVERY));
  }
}
