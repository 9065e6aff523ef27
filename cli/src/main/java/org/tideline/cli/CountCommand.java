package org.tideline.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.tideline.query.CountAnswer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tideline count}. */
@Command(
    name = "count",
    description = "Says how often words occur: batch part, realtime part, and their sum.")
final class CountCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";
  private static final int WORDS_AT_ONCE = 1_000;

  @ParentCommand private Main tideline;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "WORD",
      description = "Words, or - to read them from standard input, one per line.")
  private List<String> words;

  @Option(names = "--json", description = "One JSON object per word.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (Session session = Session.open(tideline.site())) {
      if (words.equals(List.of(STANDARD_INPUT))) {
        countStandardInput(session);
      } else {
        print(session, words, true);
      }
      return Main.DONE;
    }
  }

  private void countStandardInput(Session session) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    List<String> some = new ArrayList<>();
    String line;
    while ((line = lines.readLine()) != null) {
      some.add(line);
      // Somebody may type, and want the answer before the next word.
      if (some.size() == WORDS_AT_ONCE || !lines.ready()) {
        print(session, some, false);
        some.clear();
      }
    }
  }

  private void print(Session session, List<String> some, boolean withReading) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<CountAnswer> answers = session.client().counts(some);
    for (CountAnswer answer : answers) {
      out.println(json ? AnswerJson.line(AnswerJson.of(answer)) : ReadingLine.of(answer));
    }
    if (withReading && !json) {
      out.println(ReadingLine.of(answers.get(0).reading()));
    }
    out.flush();
  }
}
