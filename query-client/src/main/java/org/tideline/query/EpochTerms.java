package org.tideline.query;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.tideline.views.analysis.TermAnalyzer;

/** Takes words through the epoch's analyzer. Safe for use by several threads. */
final class EpochTerms implements AutoCloseable {
  private final String name;

  /** An analyzer costs more to make than a count costs to read, and serves one thread at a time. */
  private final Queue<TermAnalyzer> idle = new ConcurrentLinkedQueue<>();

  EpochTerms(String name) {
    this.name = name;
  }

  /**
   * The term of every word, as UTF-8.
   *
   * @throws IllegalArgumentException if a word is none or several
   */
  List<byte[]> of(List<String> words) {
    return with(analyzer -> words.stream().map(word -> term(analyzer, word)).toList());
  }

  /** What {@code use} makes of an analyzer, which it must not keep. */
  <T> T with(Function<TermAnalyzer, T> use) {
    TermAnalyzer analyzer =
        Optional.ofNullable(idle.poll()).orElseGet(() -> TermAnalyzer.named(name));
    try {
      return use.apply(analyzer);
    } finally {
      idle.add(analyzer);
    }
  }

  private byte[] term(TermAnalyzer analyzer, String word) {
    List<String> found = new ArrayList<>(1);
    analyzer.forEachTerm(word, term -> found.add(term.utf8ToString()));
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "word \"%s\": expected one term of the analyzer %s, found %s; ask for one word at a time"
              .formatted(word, name, found.isEmpty() ? "none" : found));
    }
    return found.get(0).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    idle.forEach(TermAnalyzer::close);
  }
}
