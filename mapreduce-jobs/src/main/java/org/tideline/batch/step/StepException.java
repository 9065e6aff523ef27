package org.tideline.batch.step;

/** A step cannot be done as things are; the message says why and what to do. */
public final class StepException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StepException(String message) {
    super(message);
  }

  public StepException(String message, Throwable cause) {
    super(message, cause);
  }
}
