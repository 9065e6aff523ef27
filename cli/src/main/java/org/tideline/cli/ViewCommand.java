package org.tideline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.tideline.query.ViewAnswer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tideline view}. */
@Command(name = "view", description = "Says what a view of your own comes to at some keys.")
final class ViewCommand implements Callable<Integer> {
  @ParentCommand private Main tideline;
  @Spec private CommandSpec spec;
  @Mixin private Completeness completeness;

  @Parameters(index = "0", paramLabel = "NAME", description = "The view, one of tideline.views.")
  private String name;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "KEY",
      description = "Keys, as the view writes them.")
  private List<String> keys;

  @Option(names = "--json", description = "One JSON object per key.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (Session session = Session.open(tideline.site())) {
      List<ViewAnswer> answers = session.client().view(name, keys);
      completeness.check(answers.get(0).reading());
      print(answers, spec.commandLine().getOut(), json);
      return Main.DONE;
    }
  }

  static void print(List<ViewAnswer> answers, PrintWriter out, boolean json) {
    if (json) {
      answers.forEach(answer -> out.println(AnswerJson.line(json(answer))));
      return;
    }
    for (ViewAnswer answer : answers) {
      out.printf(
          "%s  %s = %s batch, %s realtime%n",
          OneLine.of(answer.key()),
          OneLine.of(answer.total()),
          OneLine.of(answer.batch()),
          OneLine.of(answer.realtime()));
    }
    out.println(ReadingLine.of(answers.get(0).reading()));
  }

  private static ObjectNode json(ViewAnswer answer) {
    ObjectNode json =
        AnswerJson.object()
            .put("view", answer.view())
            .put("key", answer.key())
            .put("value", answer.total())
            .put("batch", answer.batch())
            .put("realtime", answer.realtime())
            .put("zero", answer.zero());
    json.set("reading", AnswerJson.of(answer.reading()));
    return json;
  }
}
