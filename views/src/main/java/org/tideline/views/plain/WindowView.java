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

/** How often each word stands in the documents of each window of event time. */
public final class WindowView implements View<WordWindow, WordCount> {
  private final TermAnalyzer analyzer;
  private final ZoneId zone;

  /** Of words as the analyzer {@code standard} finds them, with days of UTC. */
  public WindowView() {
    this(TermAnalyzer.named(PlainSettings.DEFAULT.analyzer()), PlainSettings.DEFAULT.zone());
  }

  /**
   * @param analyzer stays the caller's
   * @param zone whose days are windows
   */
  public WindowView(TermAnalyzer analyzer, ZoneId zone) {
    this.analyzer = analyzer;
    this.zone = zone;
  }

  @Override
  public String name() {
    return "word-windows";
  }

  @Override
  public String version() {
    return analyzer.fingerprint();
  }

  @Override
  public WindowView configured(Map<String, String> settings) {
    PlainSettings read = PlainSettings.from(settings);
    return new WindowView(TermAnalyzer.named(read.analyzer()), read.zone());
  }

  @Override
  public void pairs(Document document, Pairs<WordWindow, WordCount> out) {
    WordCountView.occurrences(analyzer, document)
        .forEach(
            (word, count) -> {
              for (WindowSize size : WindowSize.values()) {
                long first = PlainWindow.first(size, document.eventTime(), zone);
                out.add(new WordWindow(word, size, first), new WordCount(count, 1));
              }
            });
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
