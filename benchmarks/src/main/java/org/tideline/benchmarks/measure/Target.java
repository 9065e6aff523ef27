package org.tideline.benchmarks.measure;

/** What a ratio, or a time, should be. */
public record Target(Bound bound, double value) {
  /** On which side of the value it is met; the value itself meets it. */
  public enum Bound {
    AT_LEAST,
    AT_MOST
  }

  /** Met by {@code value} and more. */
  public static Target atLeast(double value) {
    return new Target(Bound.AT_LEAST, value);
  }

  /** Met by {@code value} and less. */
  public static Target atMost(double value) {
    return new Target(Bound.AT_MOST, value);
  }

  /** Whether {@code measured} is what it should be. */
  public boolean metBy(double measured) {
    return switch (bound) {
      case AT_LEAST -> measured >= value;
      case AT_MOST -> measured <= value;
    };
  }

  /** The word for the table. */
  public String verdict(double measured) {
    return metBy(measured) ? "met" : "**missed**";
  }
}
