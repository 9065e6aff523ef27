package org.tideline.benchmarks.measure;

import java.util.Locale;

/** What a figure counts, and how it is written. */
public enum Unit {
  SECONDS("%.1f", "s"),
  MILLISECONDS("%.0f", "ms"),
  MICROSECONDS("%.0f", "µs"),
  WORDS_PER_SECOND("%,.0f", "words/s"),
  DOCUMENTS_PER_SECOND("%,.0f", "documents/s");

  private final String form;
  private final String symbol;

  Unit(String form, String symbol) {
    this.form = form;
    this.symbol = symbol;
  }

  /** A figure without its unit. */
  public String number(double figure) {
    return String.format(Locale.ROOT, form, figure);
  }

  /** A figure with its unit. */
  public String format(double figure) {
    return number(figure) + " " + symbol;
  }
}
