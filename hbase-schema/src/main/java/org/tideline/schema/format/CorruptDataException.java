package org.tideline.schema.format;

/**
 * Stored bytes that are not what their format says; names the place, and is never worked around.
 */
public final class CorruptDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CorruptDataException(String message) {
    super(message);
  }

  public CorruptDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
