package org.tideline.benchmarks.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.tideline.views.count.WordCount;

/** Words drawn by chance from a vocabulary; the same ones at every run. */
final class DrawnWords {
  private static final long SEED = 20_260_101;

  private DrawnWords() {}

  /** Every word of the vocabulary has the same chance. */
  static List<String> evenly(Map<String, WordCount> vocabulary, int number) {
    List<String> words = new ArrayList<>(new TreeMap<>(vocabulary).keySet());
    Random random = new Random(SEED);
    return random.ints(number, 0, words.size()).mapToObj(words::get).toList();
  }

  /** Every occurrence has the same chance: as one would put a finger into the texts. */
  static List<String> byFrequency(Map<String, WordCount> vocabulary, int number) {
    Map<String, WordCount> sorted = new TreeMap<>(vocabulary);
    List<String> words = new ArrayList<>(sorted.keySet());
    long[] ends = sorted.values().stream().mapToLong(WordCount::occurrences).toArray();
    Arrays.parallelPrefix(ends, Long::sum);
    Random random = new Random(SEED);
    return random
        .longs(number, 0, ends[ends.length - 1])
        .mapToObj(
            occurrence -> {
              int at = Arrays.binarySearch(ends, occurrence + 1);
              return words.get(at >= 0 ? at : -at - 1);
            })
        .toList();
  }
}
