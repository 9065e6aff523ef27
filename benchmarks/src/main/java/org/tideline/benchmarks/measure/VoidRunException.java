package org.tideline.benchmarks.measure;

/** A run that says nothing: a side did not do what it is measured for. */
public final class VoidRunException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was expected of which side, what was found, and what may help
   */
  public VoidRunException(String message) {
    super(message);
  }
}
