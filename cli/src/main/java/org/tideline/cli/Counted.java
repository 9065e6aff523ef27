package org.tideline.cli;

/** A number of things in words: {@code 1 document}, {@code 1,234 documents}. */
record Counted(long number, String thing) {
  @Override
  public String toString() {
    return "%,d %s%s".formatted(number, thing, number == 1 ? "" : "s");
  }
}
