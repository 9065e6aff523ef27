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
import org.tideline.query.Layer;
import org.tideline.query.Reading;
import org.tideline.query.SearchAnswer;
import org.tideline.query.SearchAnswer.Hit;
import org.tideline.schema.generation.Verdict;
import org.tideline.views.search.Explanation;
import org.tideline.views.search.Passage;
import org.tideline.views.time.Cut;
import picocli.CommandLine;

class SearchLinesTest {
  private static final Reading READING =
      new Reading(0, Verdict.UNPROVEN, new Cut(0, Map.of(0, 0L)), 1, Map.of(), Optional.empty());

  private static final Passage PASSAGE =
      new Passage("a white whale", List.of(new Passage.Mark(8, 13)), true, false);

  private static final Hit PLAIN_HIT =
      new Hit("moby/1", 1.25f, Optional.empty(), PASSAGE, Layer.BATCH, Optional.empty());

  private static final Hit FULL_HIT =
      new Hit(
          "moby/2",
          12.5f,
          Optional.of("Moby\nDick"),
          PASSAGE,
          Layer.REALTIME,
          Optional.of(
              new Explanation(
                  12.5f, "sum of", List.of(new Explanation(2f, "\"whale\"", List.of())))));

  private static String lines(SearchAnswer answer, boolean styled) {
    StringWriter text = new StringWriter();
    new SearchLines(new PrintWriter(text), styled).print(answer);
    return text.toString();
  }

  @Test
  void printsHitsAndWhereToGoOn() {
    SearchAnswer answer =
        new SearchAnswer(List.of(FULL_HIT, PLAIN_HIT), 1_234, Optional.of("AT_"), READING);
    assertThat(lines(answer, false))
        .isEqualTo(
            """
             12.5000  moby/2  Moby Dick  (realtime)
                      …a white whale
                      12.5  sum of
                        2  "whale"

              1.2500  moby/1  (batch)
                      …a white whale

            2 of 1,234 hits; next page: --after AT_
            generation 0 (unproven), cut none, no record yet
            """);
  }

  @Test
  void marksTermsOnATerminal() {
    SearchAnswer answer = new SearchAnswer(List.of(PLAIN_HIT), 1, Optional.empty(), READING);
    assertThat(lines(answer, true))
        .startsWith(
            "  1.2500  \u001b[1mmoby/1\u001b[0m  (batch)\n          …a white \u001b[1mwhale\u001b[0m\n\n1 of 1 hit\n");
  }

  @Test
  void saysThatThereIsNothing() {
    assertThat(lines(new SearchAnswer(List.of(), 0, Optional.empty(), READING), true))
        .startsWith("no hits\ngeneration 0");
  }

  @Test
  void printsJson() {
    SearchAnswer answer =
        new SearchAnswer(List.of(FULL_HIT, PLAIN_HIT), 2, Optional.empty(), READING);
    assertThat(AnswerJson.line(SearchLines.json(answer)))
        .isEqualTo(
            """
            {"hits":[{"id":"moby/2","score":12.5,"title":"Moby\\nDick","layer":"realtime",\
            "passage":{"text":"a white whale","marks":[[8,13]]},\
            "explanation":{"value":12.5,"what":"sum of","parts":[{"value":2.0,"what":"\\"whale\\""}]}},\
            {"id":"moby/1","score":1.25,"title":null,"layer":"batch",\
            "passage":{"text":"a white whale","marks":[[8,13]]}}],\
            "total":2,"next":null,"reading":%s}"""
                .formatted(AnswerJson.of(READING)));
  }

  @Test
  void refusesALimitBeforeItLooksForAPlatform(@TempDir Path folder) {
    StringWriter errors = new StringWriter();
    CommandLine line = Main.commandLine().setErr(new PrintWriter(errors));
    assertThat(line.execute("search", "whale", "--limit", "0", "--data", folder.toString()))
        .isEqualTo(Main.BAD_USAGE);
    assertThat(errors)
        .hasToString(
            "tideline: limit: expected 1 to 1000 hits, got 0; go on with the token of the page%n"
                .formatted());
  }
}
