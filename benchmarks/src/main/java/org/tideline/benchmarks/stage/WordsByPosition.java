package org.tideline.benchmarks.stage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.Document;

/**
 * How many words a log that holds a corpus, and nothing before it, has below a position: what turns
 * frontiers into words per second.
 */
public final class WordsByPosition {
  private final List<List<Long>> wordsBelow = new ArrayList<>();

  private WordsByPosition(int partitions) {
    for (int partition = 0; partition < partitions; partition++) {
      wordsBelow.add(new ArrayList<>(List.of(0L)));
    }
  }

  /** Those of {@code corpus}, as {@link Stage#fill} appends it to a log of that many partitions. */
  public static WordsByPosition of(List<Document> corpus, int partitions, String analyzerName) {
    WordsByPosition words = new WordsByPosition(partitions);
    Map<String, Long> ofTexts = new HashMap<>();
    try (TermAnalyzer analyzer = TermAnalyzer.named(analyzerName)) {
      for (Document document : corpus) {
        int partition = LogRecordCodec.partition(LogRecordCodec.key(document.id()), partitions);
        List<Long> below = words.wordsBelow.get(partition);
        long inText = ofTexts.computeIfAbsent(document.text(), text -> count(text, analyzer));
        below.add(below.get(below.size() - 1) + inText);
      }
    }
    return words;
  }

  private static long count(String text, TermAnalyzer analyzer) {
    long[] words = {0};
    analyzer.forEachTerm(text, term -> words[0]++);
    return words[0];
  }

  /** The words of all partitions below {@code positions}; a partition that is missing has none. */
  public long below(Map<Integer, Long> positions) {
    return positions.entrySet().stream()
        .mapToLong(entry -> wordsBelow.get(entry.getKey()).get(Math.toIntExact(entry.getValue())))
        .sum();
  }

  /** All words. */
  public long total() {
    return wordsBelow.stream().mapToLong(below -> below.get(below.size() - 1)).sum();
  }

  /** Per partition the position after its last record. */
  public Map<Integer, Long> end() {
    Map<Integer, Long> end = new HashMap<>();
    for (int partition = 0; partition < wordsBelow.size(); partition++) {
      end.put(partition, wordsBelow.get(partition).size() - 1L);
    }
    return end;
  }
}
