package org.tideline.views.simulation;

import java.util.List;
import java.util.Optional;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.count.WordCount;
import org.tideline.views.plain.DocumentCountView;
import org.tideline.views.plain.WindowView;
import org.tideline.views.plain.WordCountView;
import org.tideline.views.plain.WordWindow;
import org.tideline.views.view.EncodedView;
import org.tideline.views.view.View;
import org.tideline.views.view.Views;
import org.tideline.views.window.WindowCalendar;
import org.tideline.views.window.WindowSize;

/**
 * The views that every Tideline has, kept a second time, as views of a user: what they come to
 * there. Nothing, where they are not kept so.
 */
final class PlainViews {
  private static final long MINUTE_MS = 60_000;

  private final Views kept;

  /** What is asked is their names, keys and values, for which any analyzer will do. */
  private final WordCountView words;

  private final WindowView windows;
  private final DocumentCountView documents;

  PlainViews(Views kept, WindowCalendar calendar) {
    this.kept = kept;
    TermAnalyzer analyzer = TermAnalyzer.named("letter");
    words = new WordCountView(analyzer);
    windows = new WindowView(analyzer, calendar.zone());
    documents = new DocumentCountView(analyzer, calendar.zone());
  }

  static List<EncodedView> of(TermAnalyzer analyzer, WindowCalendar calendar) {
    return List.of(
        EncodedView.of(new WordCountView(analyzer)),
        EncodedView.of(new WindowView(analyzer, calendar.zone())),
        EncodedView.of(new DocumentCountView(analyzer, calendar.zone())));
  }

  Optional<WordCount> count(Reader reader, String word) {
    return value(reader, words, word);
  }

  /**
   * @param word empty for all documents
   * @param start in epoch milliseconds
   */
  Optional<WordCount> window(Reader reader, String word, WindowSize size, long start) {
    WordWindow key = new WordWindow(word, size, Math.floorDiv(start, MINUTE_MS));
    return value(reader, word.isEmpty() ? documents : windows, key);
  }

  private <K> Optional<WordCount> value(Reader reader, View<K, WordCount> view, K key) {
    return kept.named(view.name())
        .map(encoded -> reader.view(encoded, new BytesRef(view.keys().encode(key))))
        .map(value -> view.values().decode(value.bytes));
  }
}
