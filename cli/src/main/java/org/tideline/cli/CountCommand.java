package org.tideline.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.tideline.query.CountAnswer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @ParentCommand private Main tideline;
  @Spec private CommandSpec spec;
  @Mixin private Completeness completeness;

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
        return countStandardInput(session);
      }
      List<CountAnswer> answers = counts(session, words);
      print(answers);
      if (!json) {
        spec.commandLine().getOut().println(ReadingLine.of(answers.get(0).reading()));
      }
      return Main.DONE;
    }
  }

  private int countStandardInput(Session session) throws IOException {
    PrintWriter errors = spec.commandLine().getErr();
    CountedLines lines =
        new CountedLines(
            some -> counts(session, some),
            this::print,
            reason -> errors.println("tideline: " + reason));
    lines.read(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    if (!json) {
      // Not among the answers, which another program may read.
      lines.reading().map(ReadingLine::of).ifPresent(errors::println);
    }
    if (lines.refused() > 0) {
      errors.printf("tideline: %s not counted%n", new Counted(lines.refused(), "line"));
      return Main.FAILED;
    }
    return Main.DONE;
  }

  private List<CountAnswer> counts(Session session, List<String> some) throws IOException {
    List<CountAnswer> answers = session.client().counts(some);
    completeness.check(answers.get(0).reading());
    return answers;
  }

  private void print(List<CountAnswer> answers) {
    PrintWriter out = spec.commandLine().getOut();
    for (CountAnswer answer : answers) {
      out.println(json ? AnswerJson.line(AnswerJson.of(answer)) : ReadingLine.of(answer));
    }
    out.flush();
  }
}
