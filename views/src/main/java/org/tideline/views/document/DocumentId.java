package org.tideline.views.document;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/** The rule for names of documents: 1 to 1,024 bytes of UTF-8 without control characters. */
public final class DocumentId {
  /** The longest id, in bytes of UTF-8. */
  public static final int MAX_BYTES = 1024;

  /** The one order of documents: that of the bytes of their ids in UTF-8, unsigned. */
  public static final Comparator<String> ORDER = DocumentId::compare;

  /** As many code points of a bad id as an error shows. */
  private static final int SHOWN = 40;

  private DocumentId() {}

  /**
   * Returns {@code id} if it may name a document.
   *
   * @throws IllegalArgumentException if it is empty, too long, or holds a control character or half
   *     of a surrogate pair
   */
  public static String require(String id) {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("document id: expected 1 to 1024 bytes, got none");
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (Character.isISOControl(c)) {
        throw new IllegalArgumentException(
            "document id \"%s\": expected no control characters, found U+%04X at index %d"
                .formatted(printable(id), (int) c, i));
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == id.length()
            || !Character.isLowSurrogate(id.charAt(i + 1))) {
          throw new IllegalArgumentException(
              "document id: expected valid UTF-16, found a lone surrogate at index " + i);
        }
        i++;
      }
    }
    // A char is at most 3 bytes of UTF-8, so that most ids need no encoding to be measured.
    if (id.length() * 3 > MAX_BYTES) {
      int bytes = id.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_BYTES) {
        throw new IllegalArgumentException(
            "document id \"%s\": expected at most %d bytes of UTF-8, got %d"
                .formatted(printable(id), MAX_BYTES, bytes));
      }
    }
    return id;
  }

  private static int compare(String left, String right) {
    int shared = Math.min(left.length(), right.length());
    for (int i = 0; i < shared; i++) {
      if (left.charAt(i) != right.charAt(i)) {
        return Integer.compare(rank(left.charAt(i)), rank(right.charAt(i)));
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /** Surrogates stand for code points above all others, but not above all others as UTF-16. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }

  private static String printable(String id) {
    StringBuilder shown = new StringBuilder();
    id.codePoints()
        .limit(SHOWN)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return id.codePointCount(0, id.length()) > SHOWN
        ? shown.append('…').toString()
        : shown.toString();
  }
}
