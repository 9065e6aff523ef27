package org.tideline.views.view;

/**
 * What a document may be, so that both layers can take it.
 *
 * @param textBytes of its text in UTF-8
 * @param tokens of its text
 * @param tokenChars of the longest token, in UTF-16 units, after those that the analyzer cuts
 * @param keyBytes of a key that a view gives
 * @param valueBytes of a value that a view gives
 */
public record Limits(long textBytes, int tokens, int tokenChars, int keyBytes, int valueBytes) {
  /** Of keys: an HBase row holds no more, with the name of the view before it. */
  public static final int MOST_KEY_BYTES = 32_000;

  /** What a release allows where nothing is said. */
  public static final Limits DEFAULT = new Limits(10L << 20, 10_000_000, 256, 1 << 10, 1 << 16);
}
