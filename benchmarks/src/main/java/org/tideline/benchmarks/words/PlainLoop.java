package org.tideline.benchmarks.words;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.tideline.views.count.WordCount;

/** Counts words as anybody would without a cluster: one thread, one map, Lucene's analyzer. */
final class PlainLoop {
  private static final class Tally {
    private long occurrences;
    private long documents;
    private long lastDocument;
  }

  private final Map<String, Tally> tallies = new HashMap<>();
  private long document;

  private PlainLoop() {}

  /** The counts of the files in {@code folder}, one document a line. */
  static Map<String, WordCount> count(Path folder) throws IOException {
    PlainLoop loop = new PlainLoop();
    try (Stream<Path> files = Files.list(folder);
        Analyzer analyzer = new StandardAnalyzer()) {
      List<Path> sorted = files.sorted().toList();
      for (Path file : sorted) {
        loop.add(file, analyzer);
      }
    }
    return loop.tallies.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> new WordCount(entry.getValue().occurrences, entry.getValue().documents)));
  }

  private void add(Path file, Analyzer analyzer) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String text;
      while ((text = lines.readLine()) != null) {
        document++;
        try (TokenStream tokens = analyzer.tokenStream("text", text)) {
          CharTermAttribute term = tokens.getAttribute(CharTermAttribute.class);
          tokens.reset();
          while (tokens.incrementToken()) {
            add(term.toString());
          }
          tokens.end();
        }
      }
    }
  }

  private void add(String term) {
    Tally tally = tallies.computeIfAbsent(term, added -> new Tally());
    tally.occurrences++;
    if (tally.lastDocument != document) {
      tally.lastDocument = document;
      tally.documents++;
    }
  }
}
