package org.tideline.cli;

import java.io.IOException;

/** A command needs a platform that is up, and there is none; the message says what to type. */
final class NoPlatformException extends IOException {
  private static final long serialVersionUID = 1;

  NoPlatformException(String message) {
    super(message);
  }
}
