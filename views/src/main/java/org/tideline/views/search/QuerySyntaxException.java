package org.tideline.views.search;

/** A query that cannot be read; the message points at the place. */
public final class QuerySyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** As much of a long query as is shown before and after the place. */
  private static final int SHOWN = 36;

  private final int column;

  private QuerySyntaxException(String message, int column) {
    super(message);
    this.column = column;
  }

  /**
   * What is wrong at an offset of a query, with the line and a mark below the place.
   *
   * @param offset in UTF-16 units
   */
  static QuerySyntaxException at(int offset, String query, String wrong) {
    int place = Math.max(0, Math.min(offset, query.length()));
    int column = query.codePointCount(0, place) + 1;
    int from = Math.max(0, place - SHOWN);
    int to = Math.min(query.length(), place + SHOWN);
    String before = (from > 0 ? "…" : "") + query.substring(from, place);
    String after = query.substring(place, to) + (to < query.length() ? "…" : "");
    return new QuerySyntaxException(
        "query, column %d: %s%n  %s%n  %s^"
            .formatted(
                column,
                wrong,
                inOneLine(before + after),
                " ".repeat(before.codePointCount(0, before.length()))),
        column);
  }

  private static String inOneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  /** Where it is wrong: the number of the character, from 1. */
  public int column() {
    return column;
  }
}
