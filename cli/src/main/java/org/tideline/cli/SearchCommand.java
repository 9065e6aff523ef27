package org.tideline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tideline.query.SearchAnswer;
import org.tideline.query.SearchRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tideline search}. */
@Command(
    name = "search",
    description = "Lists the documents that match, the best first, from both layers.",
    footer = {
      "",
      "Words find documents that have any of them. AND, OR, NOT, + and - combine, () group,",
      "\"white whale\" is a phrase, whal* a prefix. In a shell: tideline search '+\"white whale\" -ship'"
    })
final class SearchCommand implements Callable<Integer> {
  @ParentCommand private Main tideline;
  @Spec private CommandSpec spec;
  @Mixin private Completeness completeness;

  @Parameters(
      arity = "1..*",
      paramLabel = "QUERY",
      description = "What to look for; one that begins with - comes after --.")
  private List<String> query;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "Hits at most (${DEFAULT-VALUE}; up to " + SearchRequest.MAX_LIMIT + ").")
  private int limit;

  @Option(
      names = "--after",
      paramLabel = "TOKEN",
      description = "The next page: the token that the page before ended with.")
  private Optional<String> after = Optional.empty();

  @Option(names = "--explain", description = "How each score comes about.")
  private boolean explain;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    SearchRequest request = new SearchRequest(String.join(" ", query), limit, after, explain);
    try (Session session = Session.open(tideline.site())) {
      SearchAnswer answer = session.client().search(request);
      completeness.check(answer.reading());
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(AnswerJson.line(SearchLines.json(answer)));
      } else {
        new SearchLines(out, Ansi.AUTO.enabled()).print(answer);
      }
      return Main.DONE;
    }
  }
}
