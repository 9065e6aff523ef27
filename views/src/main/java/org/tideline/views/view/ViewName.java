package org.tideline.views.view;

import java.util.regex.Pattern;

/** The rule for names of views; they stand in rows, and before U+0000 there. */
public final class ViewName {
  private static final Pattern RULE = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  private ViewName() {}

  /** Whether a view may have that name. */
  public static boolean isLegal(String name) {
    return RULE.matcher(name).matches();
  }

  /**
   * Returns {@code name} if a view may have it.
   *
   * @throws IllegalArgumentException if it may not
   */
  public static String require(String name) {
    if (!isLegal(name)) {
      throw new IllegalArgumentException(
          "name of a view: expected 1 to 64 of a-z, 0-9 and '-', the first a letter, found \"%s\""
              .formatted(name));
    }
    return name;
  }
}
