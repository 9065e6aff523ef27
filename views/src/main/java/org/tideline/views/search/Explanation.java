package org.tideline.views.search;

import java.util.List;

/**
 * How a number came about.
 *
 * @param what what it is, or the formula that gives it
 * @param parts the numbers it was made of
 */
public record Explanation(float value, String what, List<Explanation> parts) {
  public Explanation {
    parts = List.copyOf(parts);
  }

  static Explanation of(float value, String what) {
    return new Explanation(value, what, List.of());
  }
}
