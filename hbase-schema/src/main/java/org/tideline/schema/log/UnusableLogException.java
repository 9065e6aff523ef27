package org.tideline.schema.log;

/** The log is not one that both layers can read alike; says what to do. */
public final class UnusableLogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnusableLogException(String message) {
    super(message);
  }
}
