package org.tideline.benchmarks.sort;

import java.util.Random;

/**
 * Words whose counts are those of a Zipf distribution: the word of rank r occurs as often as the
 * first one divided by r, at least once, so that most of them occur equally often. Ranks are dealt
 * out to the words in the order of their bytes at random.
 *
 * @param counts by the number of the word in the order of bytes
 */
record ZipfWords(long[] counts) {
  private static final double MOST = 5e7;

  /** So many of them, the same for the same seed. */
  static ZipfWords of(int words, long seed) {
    long[] counts = new long[words];
    for (int rank = 1; rank <= words; rank++) {
      counts[rank - 1] = Math.max(1, Math.round(MOST / rank));
    }
    Random random = new Random(seed);
    for (int i = words - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      long swapped = counts[i];
      counts[i] = counts[other];
      counts[other] = swapped;
    }
    return new ZipfWords(counts);
  }

  /** The word with that number. */
  static String word(int number) {
    return "word%07d".formatted(number);
  }

  int size() {
    return counts.length;
  }

  /** How many occurrences there are of all words together. */
  long occurrences() {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
