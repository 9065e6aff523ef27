package org.tideline.cli;

/** Text of others, as it may stand in a line of a terminal or of an export. */
final class OneLine {
  private OneLine() {}

  /** The text with control characters written as {@code \\u000a}, and a backslash doubled. */
  static String of(String text) {
    if (text.chars().noneMatch(unit -> unit == '\\' || Character.isISOControl(unit))) {
      return text;
    }
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == '\\') {
        line.append("\\\\");
      } else if (Character.isISOControl(unit)) {
        line.append("\\u%04x".formatted((int) unit));
      } else {
        line.append(unit);
      }
    }
    return line.toString();
  }
}
