package org.tideline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tideline.query.Reading;
import org.tideline.query.TopAnswer;
import org.tideline.schema.generation.Verdict;
import org.tideline.views.count.WordCount;
import org.tideline.views.merge.MergedCount;
import org.tideline.views.time.Cut;
import picocli.CommandLine;

class TopCommandTest {
  private static final Reading READING =
      new Reading(
          1,
          Verdict.UNPROVEN,
          new Cut(1_795_437_000_000L, Map.of(0, 0L)),
          1,
          Map.of(),
          Optional.of("stopped"));

  @TempDir Path folder;

  private static TopAnswer.Word word(String term, long batch, long realtime, long documents) {
    return new TopAnswer.Word(
        term, new MergedCount(new WordCount(batch, documents), new WordCount(realtime, 0)));
  }

  private static String printed(TopAnswer answer, boolean json) {
    StringWriter text = new StringWriter();
    TopCommand.print(answer, new PrintWriter(text), json);
    return text.toString();
  }

  @Test
  void printsATableAndWhatItWasReadFrom() {
    TopAnswer answer =
        new TopAnswer(List.of(word("whale", 1_200, 28, 3), word("é", 7, -2, 1)), 125, 1, READING);
    assertThat(printed(answer, false))
        .isEqualTo(
            """
               1  whale  1,228 = 1,200 batch + 28 realtime, in 3 documents
               2  é      5 = 7 batch - 2 realtime, in 1 document
            read 125 rows of the ranking, 1 count
            generation 1 (unproven), cut 2026-11-23T12:30:00Z, fresh to 2026-11-23T12:30:00Z
            PARTIAL: stopped
            """);
  }

  @Test
  void printsOneObjectAsJson() {
    TopAnswer answer = new TopAnswer(List.of(word("whale", 3, -1, 2)), 32, 0, READING);
    assertThat(printed(answer, true))
        .isEqualTo(
            """
            {"words":[{"term":"whale","occurrences":2,"documents":2,"batch":{"occurrences":3,"documents":2},"realtime":{"occurrences":-1,"documents":0}}],"rankingRows":32,"countRows":0,"reading":{"generation":1,"verdict":"unproven","cut":"2026-11-23T12:30:00Z","epoch":1,"freshTo":"2026-11-23T12:30:00Z","partial":"stopped"}}
            """);
  }

  @Test
  void printsAnAnswerWithoutWords() {
    assertThat(printed(new TopAnswer(List.of(), 0, 0, READING), false))
        .startsWith("read 0 rows of the ranking, 0 counts\n");
  }

  @Test
  void refusesWhatIsNoNumber() {
    StringWriter errors = new StringWriter();
    CommandLine line = Main.commandLine().setErr(new PrintWriter(errors));
    assertThat(line.execute("top", "many", "--data", folder.toString())).isEqualTo(Main.BAD_USAGE);
    assertThat(errors.toString())
        .isEqualTo(
            """
            tideline: Invalid value for positional parameter at index 0 (N): 'many' is not an int
            try `tideline top --help`
            """);
  }
}
