package org.tideline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tideline.query.CountAnswer;
import org.tideline.query.Reading;
import org.tideline.schema.generation.Verdict;
import org.tideline.views.count.WordCount;
import org.tideline.views.merge.MergedCount;
import org.tideline.views.time.Cut;

class CountedLinesTest {
  private static final Reading READING =
      new Reading(0, Verdict.UNPROVEN, new Cut(0, Map.of(0, 0L)), 1, Map.of(), Optional.empty());

  private final List<String> counted = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private Reading reading = READING;
  private int questions;

  private final CountedLines lines =
      new CountedLines(
          this::counts,
          answers -> answers.forEach(answer -> counted.add(answer.word())),
          refusals::add);

  @Test
  void countsAllLinesButThoseThatAreNoWord() throws IOException {
    read("whale\n\nsea\nthe sea\n");

    assertThat(counted).containsExactly("whale", "sea");
    assertThat(refusals).containsExactly("line 2: not a word: ", "line 4: not a word: the sea");
    assertThat(lines.refused()).isEqualTo(2);
  }

  @Test
  void numbersLinesThroughAllThatIsAskedAtOnce() throws IOException {
    List<String> words =
        IntStream.rangeClosed(1, 2_500).mapToObj(i -> i == 2_345 ? "" : "w" + i).toList();

    read(words.stream().map(word -> word + "\n").collect(Collectors.joining()));

    assertThat(counted).hasSize(2_499).startsWith("w1", "w2").endsWith("w2499", "w2500");
    assertThat(refusals).containsExactly("line 2345: not a word: ");
    assertThat(questions).isLessThan(30);
  }

  @Test
  void keepsWhyAnAnswerMayBeShort() throws IOException {
    read("");
    assertThat(lines.reading()).isEmpty();
    read("whale\n");
    assertThat(lines.reading()).contains(READING);
    Reading partial =
        new Reading(0, Verdict.UNPROVEN, READING.cut(), 1, Map.of(), Optional.of("stopped"));
    reading = partial;
    read("sea\n");
    reading = READING;
    read("ship\n");
    assertThat(lines.reading()).contains(partial);
  }

  private void read(String text) throws IOException {
    lines.read(new BufferedReader(new StringReader(text)));
  }

  private List<CountAnswer> counts(List<String> words) {
    questions++;
    for (String word : words) {
      if (word.isEmpty() || word.contains(" ")) {
        throw new IllegalArgumentException("not a word: " + word);
      }
    }
    MergedCount none = new MergedCount(WordCount.ZERO, WordCount.ZERO);
    return words.stream().map(word -> new CountAnswer(word, word, none, reading)).toList();
  }
}
