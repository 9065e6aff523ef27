package org.tideline.schema.settings;

/** A setting is unknown, missing or out of bounds; the message says which and what is expected. */
public final class SettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  SettingException(String message) {
    super(message);
  }
}
