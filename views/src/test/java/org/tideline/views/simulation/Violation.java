package org.tideline.views.simulation;

/** A history did not come out as it must. */
public final class Violation extends AssertionError {
  private static final long serialVersionUID = 1L;

  /** What kind of promise was broken. */
  public enum Kind {
    /** An answer, a row, or an acknowledgement is wrong. */
    UNSAFE,
    /** All are healthy again and nothing more happens, but records are not readable. */
    STUCK
  }

  private final Kind kind;

  private Violation(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  static Violation unsafe(String message) {
    return new Violation(Kind.UNSAFE, message, null);
  }

  static Violation stuck(String message) {
    return new Violation(Kind.STUCK, message, null);
  }

  /** What came out of {@code history}; an exception is as bad as a wrong answer. */
  static Violation in(History history, Throwable cause) {
    Kind kind = cause instanceof Violation violation ? violation.kind : Kind.UNSAFE;
    return new Violation(kind, "%s: %s".formatted(history, cause), cause);
  }

  public Kind kind() {
    return kind;
  }

  @Override
  public String toString() {
    return "%s %s".formatted(kind, getMessage());
  }
}
