package org.tideline.views.plain;

import java.time.ZoneId;
import java.util.Map;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Document;
import org.tideline.views.view.Codec;
import org.tideline.views.view.Group;
import org.tideline.views.view.Pairs;
import org.tideline.views.view.View;
import org.tideline.views.window.WindowSize;

/** How many documents there are in each window of event time, and how many words in them. */
public final class DocumentCountView implements View<WordWindow, WordCount> {
  private final TermAnalyzer analyzer;
  private final ZoneId zone;

  /** With words as the analyzer {@code standard} finds them, and days of UTC. */
  public DocumentCountView() {
    this(TermAnalyzer.named(PlainSettings.DEFAULT.analyzer()), PlainSettings.DEFAULT.zone());
  }

  /**
   * @param analyzer stays the caller's
   * @param zone whose days are windows
   */
  public DocumentCountView(TermAnalyzer analyzer, ZoneId zone) {
    this.analyzer = analyzer;
    this.zone = zone;
  }

  @Override
  public String name() {
    return "document-count";
  }

  @Override
  public String version() {
    return analyzer.fingerprint();
  }

  @Override
  public DocumentCountView configured(Map<String, String> settings) {
    PlainSettings read = PlainSettings.from(settings);
    return new DocumentCountView(TermAnalyzer.named(read.analyzer()), read.zone());
  }

  @Override
  public void pairs(Document document, Pairs<WordWindow, WordCount> out) {
    long words =
        WordCountView.occurrences(analyzer, document).values().stream()
            .mapToLong(Integer::longValue)
            .sum();
    for (WindowSize size : WindowSize.values()) {
      long first = PlainWindow.first(size, document.eventTime(), zone);
      out.add(new WordWindow("", size, first), new WordCount(words, 1));
    }
  }

  @Override
  public Group<WordCount> group() {
    return CountCodec.GROUP;
  }

  @Override
  public Codec<WordWindow> keys() {
    return WordWindow.CODEC;
  }

  @Override
  public Codec<WordCount> values() {
    return new CountCodec();
  }
}
