package org.tideline.views.simulation;

import java.util.Map;
import org.tideline.views.count.WordCount;
import org.tideline.views.merge.MergedCount;
import org.tideline.views.time.Segment;

/** Reads as the query client does: the batch cell, and the realtime cells from the cut on. */
record Reader(SimulatedTables tables) {

  /** The merged count of a word. */
  MergedCount count(Generation generation, String word) {
    WordCount realtime = WordCount.ZERO;
    for (WordCount cell : cells(generation, word).values()) {
      realtime = realtime.plus(cell);
    }
    return new MergedCount(generation.words().getOrDefault(word, WordCount.ZERO), realtime);
  }

  /** What one partition has added to a word since the cut. */
  WordCount sinceCut(Generation generation, int partition, String word) {
    return cells(generation, word).entrySet().stream()
        .filter(cell -> cell.getKey().partition() == partition)
        .map(Map.Entry::getValue)
        .reduce(WordCount.ZERO, WordCount::plus);
  }

  private Map<Segment, WordCount> cells(Generation generation, String word) {
    return tables.word(word, generation.cut().stamp());
  }
}
