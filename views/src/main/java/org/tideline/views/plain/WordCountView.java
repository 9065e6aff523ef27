package org.tideline.views.plain;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Document;
import org.tideline.views.view.Codec;
import org.tideline.views.view.Group;
import org.tideline.views.view.Pairs;
import org.tideline.views.view.View;

/** How often each word stands in all documents. */
public final class WordCountView implements View<String, WordCount> {
  private final TermAnalyzer analyzer;

  /** Of words as the analyzer {@code standard} finds them. */
  public WordCountView() {
    this(TermAnalyzer.named(PlainSettings.DEFAULT.analyzer()));
  }

  /** Of words as {@code analyzer} finds them; it stays the caller's. */
  public WordCountView(TermAnalyzer analyzer) {
    this.analyzer = analyzer;
  }

  @Override
  public String name() {
    return "word-count";
  }

  @Override
  public String version() {
    return analyzer.fingerprint();
  }

  @Override
  public WordCountView configured(Map<String, String> settings) {
    return new WordCountView(TermAnalyzer.named(PlainSettings.from(settings).analyzer()));
  }

  @Override
  public void pairs(Document document, Pairs<String, WordCount> out) {
    occurrences(analyzer, document)
        .forEach((word, count) -> out.add(word, new WordCount(count, 1)));
  }

  /** How often each word stands in a document. */
  static Map<String, Integer> occurrences(TermAnalyzer analyzer, Document document) {
    Map<String, Integer> occurrences = new TreeMap<>();
    analyzer.forEachTerm(
        document.text(),
        (term, length, position) ->
            occurrences.merge(new String(term, 0, length), 1, Integer::sum));
    return occurrences;
  }

  @Override
  public Group<WordCount> group() {
    return CountCodec.GROUP;
  }

  @Override
  public Codec<String> keys() {
    return Codec.text();
  }

  @Override
  public Codec<WordCount> values() {
    return new CountCodec();
  }

  @Override
  public Optional<ToLongFunction<WordCount>> weight() {
    return Optional.of(WordCount::occurrences);
  }
}
