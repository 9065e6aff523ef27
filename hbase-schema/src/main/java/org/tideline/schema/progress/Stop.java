package org.tideline.schema.progress;

/**
 * Why a partition may not go on.
 *
 * @param detail what was expected, what was found, what to do
 */
public record Stop(Reason reason, String detail) {
  /** The reasons there are. */
  public enum Reason {
    /** The log begins after the checkpoint. */
    GAP,
    /** The log ends before the checkpoint, or was rewritten below it. */
    TRUNCATED,
    /** The log or the settings are not those of the epoch. */
    SETTINGS
  }
}
