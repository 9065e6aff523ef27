package org.tideline.speed.store;

/** HBase refuses a request, and would refuse it again; says which and why. Fails the task. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
