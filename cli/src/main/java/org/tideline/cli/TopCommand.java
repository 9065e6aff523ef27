package org.tideline.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tideline.query.TopAnswer;
import org.tideline.query.ViewTopAnswer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tideline top}. */
@Command(name = "top", description = "Lists the words that occur most often, over both layers.")
final class TopCommand implements Callable<Integer> {
  @ParentCommand private Main tideline;
  @Spec private CommandSpec spec;
  @Mixin private Completeness completeness;

  @Parameters(
      arity = "0..1",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int number;

  @Option(
      names = "--view",
      paramLabel = "NAME",
      description = "Keys of a view of your own instead, by what it orders its values.")
  private Optional<String> view;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (Session session = Session.open(tideline.site())) {
      if (view.isPresent()) {
        ViewTopAnswer keys = session.client().topOfView(view.get(), number);
        completeness.check(keys.reading());
        print(keys, spec.commandLine().getOut(), json);
        return Main.DONE;
      }
      TopAnswer answer = session.client().top(number);
      completeness.check(answer.reading());
      print(answer, spec.commandLine().getOut(), json);
      return Main.DONE;
    }
  }

  static void print(TopAnswer answer, PrintWriter out, boolean json) {
    if (json) {
      out.println(AnswerJson.line(json(answer)));
      return;
    }
    int width =
        answer.words().stream()
            .mapToInt(word -> word.term().codePointCount(0, word.term().length()))
            .max()
            .orElse(0);
    int rank = 0;
    for (TopAnswer.Word word : answer.words()) {
      rank++;
      String pad = " ".repeat(width - word.term().codePointCount(0, word.term().length()));
      long realtime = word.count().realtime().occurrences();
      out.printf(
          "%4d  %s%s  %,d = %,d batch %s %,d realtime, in %s%n",
          rank,
          word.term(),
          pad,
          word.count().total().occurrences(),
          word.count().batch().occurrences(),
          realtime < 0 ? "-" : "+",
          Math.abs(realtime),
          new Counted(word.count().total().documents(), "document"));
    }
    out.printf(
        "read %s of the ranking, %s%n",
        new Counted(answer.rankingRows(), "row"), new Counted(answer.countRows(), "count"));
    out.println(ReadingLine.of(answer.reading()));
  }

  static void print(ViewTopAnswer answer, PrintWriter out, boolean json) {
    if (json) {
      out.println(AnswerJson.line(json(answer)));
      return;
    }
    int rank = 0;
    for (ViewTopAnswer.Row row : answer.rows()) {
      rank++;
      out.printf("%4d  %s  %s%n", rank, OneLine.of(row.key()), OneLine.of(row.value()));
    }
    out.printf("read %s of the view%n", new Counted(answer.read(), "row"));
    out.println(ReadingLine.of(answer.reading()));
  }

  private static ObjectNode json(ViewTopAnswer answer) {
    ObjectNode json = AnswerJson.object().put("view", answer.view());
    ArrayNode keys = json.putArray("keys");
    for (ViewTopAnswer.Row row : answer.rows()) {
      keys.addObject().put("key", row.key()).put("value", row.value()).put("weight", row.weight());
    }
    json.put("rowsRead", answer.read());
    json.set("reading", AnswerJson.of(answer.reading()));
    return json;
  }

  private static ObjectNode json(TopAnswer answer) {
    ObjectNode json = AnswerJson.object();
    ArrayNode words = json.putArray("words");
    for (TopAnswer.Word word : answer.words()) {
      ObjectNode object = words.addObject().put("term", word.term());
      AnswerJson.put(object, word.count());
    }
    json.put("rankingRows", answer.rankingRows()).put("countRows", answer.countRows());
    json.set("reading", AnswerJson.of(answer.reading()));
    return json;
  }
}
