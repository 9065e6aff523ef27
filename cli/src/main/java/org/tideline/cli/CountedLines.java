package org.tideline.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tideline.query.CountAnswer;
import org.tideline.query.Reading;

/**
 * Counts the words of a stream, one a line, many at once where many are there. A line that is no
 * word of the analyzer is told with its number, and the others are counted.
 */
final class CountedLines {
  private static final int WORDS_AT_ONCE = 1_000;

  /** Counts words, or refuses all of them for the sake of one. */
  @FunctionalInterface
  interface Counts {
    /**
     * @throws IllegalArgumentException if a word is none or several
     */
    List<CountAnswer> of(List<String> words) throws IOException;
  }

  private final Counts counts;
  private final Consumer<List<CountAnswer>> answers;
  private final Consumer<String> refusals;
  private long refused;
  private Optional<Reading> reading = Optional.empty();

  CountedLines(Counts counts, Consumer<List<CountAnswer>> answers, Consumer<String> refusals) {
    this.counts = counts;
    this.answers = answers;
    this.refusals = refusals;
  }

  /** How many lines were refused. */
  long refused() {
    return refused;
  }

  /** What the answers were read from: the last of them, or the first that may be short. */
  Optional<Reading> reading() {
    return reading;
  }

  void read(BufferedReader lines) throws IOException {
    List<String> some = new ArrayList<>();
    long first = 1;
    String line;
    while ((line = lines.readLine()) != null) {
      some.add(line);
      // Somebody may type, and want the answer before the next word.
      if (some.size() == WORDS_AT_ONCE || !lines.ready()) {
        count(some, first);
        first += some.size();
        some.clear();
      }
    }
    // Some streams are always ready, also at their end.
    if (!some.isEmpty()) {
      count(some, first);
    }
  }

  /** Halves what is refused until the line is found. */
  private void count(List<String> words, long first) throws IOException {
    List<CountAnswer> counted;
    try {
      counted = counts.of(words);
    } catch (IllegalArgumentException e) {
      if (words.size() == 1) {
        refused++;
        refusals.accept("line %d: %s".formatted(first, e.getMessage()));
        return;
      }
      int half = words.size() / 2;
      count(words.subList(0, half), first);
      count(words.subList(half, words.size()), first + half);
      return;
    }
    if (reading.flatMap(Reading::partial).isEmpty()) {
      reading = Optional.of(counted.get(0).reading());
    }
    answers.accept(counted);
  }
}
