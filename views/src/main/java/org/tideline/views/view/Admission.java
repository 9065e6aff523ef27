package org.tideline.views.view;

import java.util.Map;
import java.util.Optional;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.UnicodeUtil;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;

/**
 * Which documents both layers take: called where a record of the log becomes a change, so that one
 * that breaks a limit, or that a view cannot take, is quarantined in both alike and counts in no
 * view. It looks at nothing but the document. Not safe for use by several threads.
 */
public final class Admission {
  /** Takes every document; for those who read what was admitted before. */
  public static final Admission OF_ALL =
      new Admission(
          new Limits(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 0),
          "standard",
          Views.NONE);

  /** As much of what an exception says is kept. */
  private static final int SHOWN = 500;

  private final Limits limits;
  private final String analyzer;
  private final Views views;

  /**
   * @param analyzer name of the one by which a text has tokens
   */
  public Admission(Limits limits, String analyzer, Views views) {
    this.limits = limits;
    this.analyzer = analyzer;
    this.views = views;
  }

  /** The change itself, or, where it is a put of a document that is not taken, its quarantine. */
  public Change admit(Change change) {
    if (change instanceof Change.Put put) {
      Document document = put.document();
      Optional<String> reason = refusal(document);
      if (reason.isPresent()) {
        return new Change.Quarantined(document.id(), reason.get());
      }
    }
    return change;
  }

  private Optional<String> refusal(Document document) {
    return textRefusal(document.text()).or(() -> viewRefusal(document));
  }

  private Optional<String> textRefusal(String text) {
    // A unit of UTF-16 is at most 3 bytes, so that most texts need not be measured.
    if (3L * text.length() > limits.textBytes()) {
      long bytes = UnicodeUtil.calcUTF16toUTF8Length(text, 0, text.length());
      if (bytes > limits.textBytes()) {
        return Optional.of(
            "text: expected at most %d bytes of UTF-8, found %d"
                .formatted(limits.textBytes(), bytes));
      }
    }
    // A token has a unit of its own, so that a text with fewer cannot have too many, or too long.
    boolean mayHaveTooMany = text.length() > limits.tokens();
    boolean mayBeTooLong =
        limits.tokenChars() < TermAnalyzer.MAX_TERM_CHARS && text.length() > limits.tokenChars();
    return mayHaveTooMany || mayBeTooLong ? tokenRefusal(text) : Optional.empty();
  }

  private Optional<String> tokenRefusal(String text) {
    int[] seen = {0, 0};
    try (TermAnalyzer terms = TermAnalyzer.named(analyzer)) {
      terms.forEachTerm(
          text,
          (term, length, position) -> {
            seen[0]++;
            seen[1] = Math.max(seen[1], length);
          });
    }
    if (seen[0] > limits.tokens()) {
      return Optional.of(
          "text: expected at most %d tokens, found %d".formatted(limits.tokens(), seen[0]));
    }
    if (seen[1] > limits.tokenChars()) {
      return Optional.of(
          "text: expected tokens of at most %d characters, found one of %d"
              .formatted(limits.tokenChars(), seen[1]));
    }
    return Optional.empty();
  }

  private Optional<String> viewRefusal(Document document) {
    for (EncodedView view : views) {
      try {
        for (Map.Entry<BytesRef, BytesRef> pair : view.pairs(document).entrySet()) {
          Optional<String> reason = pairRefusal(view, pair);
          if (reason.isPresent()) {
            return reason;
          }
        }
      } catch (RuntimeException e) {
        return Optional.of("view %s: %s".formatted(view.name(), shortened(said(e))));
      }
    }
    return Optional.empty();
  }

  private Optional<String> pairRefusal(EncodedView view, Map.Entry<BytesRef, BytesRef> pair) {
    if (pair.getKey().length > limits.keyBytes()) {
      return Optional.of(
          "view %s: expected keys of at most %d bytes, found one of %d"
              .formatted(view.name(), limits.keyBytes(), pair.getKey().length));
    }
    if (pair.getValue().length > limits.valueBytes()) {
      return Optional.of(
          "view %s: expected values of at most %d bytes, found one of %d"
              .formatted(view.name(), limits.valueBytes(), pair.getValue().length));
    }
    // All that is ever done to them is tried here, where a document can still be refused.
    String key = view.printedKey(pair.getKey());
    view.printedValue(pair.getValue());
    if (!view.isZero(view.plus(pair.getValue(), view.negate(pair.getValue())))) {
      return Optional.of(
          "view %s: expected that the value at %s can be taken away again, found that something remains"
              .formatted(view.name(), shortened(key)));
    }
    return Optional.empty();
  }

  private static String said(RuntimeException e) {
    return e.getMessage() == null
        ? e.getClass().getName()
        : "%s: %s".formatted(e.getClass().getSimpleName(), e.getMessage());
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
  }
}
