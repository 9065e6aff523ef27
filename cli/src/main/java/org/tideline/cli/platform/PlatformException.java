package org.tideline.cli.platform;

import java.io.IOException;

/**
 * The platform cannot start or go on. The message is for the user: where, what was expected, what
 * was found, what to do.
 */
public final class PlatformException extends IOException {
  private static final long serialVersionUID = 1;

  PlatformException(String message) {
    super(message);
  }

  PlatformException(String message, Throwable cause) {
    super(message, cause);
  }
}
