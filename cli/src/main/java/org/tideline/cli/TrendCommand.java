package org.tideline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tideline.query.TidelineClient;
import org.tideline.query.TrendAnswer;
import org.tideline.query.TrendRequest;
import org.tideline.views.window.LatePolicy;
import org.tideline.views.window.WindowSize;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tideline trend}. */
@Command(
    name = "trend",
    description = "Says how often words occur in windows of event time, over both layers.",
    footer = {
      "",
      "A window is closed when the watermark of every partition has passed its end. Changes that",
      "come after that correct it (include), or leave it as it was (exclude)."
    })
final class TrendCommand implements Callable<Integer> {
  private enum Late {
    include(LatePolicy.UPDATE),
    exclude(LatePolicy.DISCARD);

    private final LatePolicy policy;

    Late(LatePolicy policy) {
      this.policy = policy;
    }
  }

  @ParentCommand private Main tideline;
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "WORD", description = "Words.")
  private List<String> words = new ArrayList<>();

  @Option(names = "--documents", description = "The number of documents, whatever they say.")
  private boolean documents;

  @Option(
      names = "--window",
      paramLabel = "SIZE",
      defaultValue = "hour",
      description = "minute, hour or day (default: ${DEFAULT-VALUE}).")
  private WindowSize size;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Windows that begin then or later: 2026-11-23T02:10:00Z, 2026-11-23, or ms.")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "TIME", description = "Windows that begin before then.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--late",
      paramLabel = "include|exclude",
      description = "Whether changes after close count (default: tideline.late.policy.*).")
  private Optional<Late> late = Optional.empty();

  @Option(names = "--json", description = "One JSON object per word.")
  private boolean json;

  @Option(names = "--csv", description = "Comma-separated values with a header.")
  private boolean csv;

  @Override
  public Integer call() throws IOException {
    if (words.isEmpty() != documents) {
      throw new IllegalArgumentException(
          "trend: expected words, or --documents alone, found %s"
              .formatted(documents ? "both" : "none"));
    }
    if (json && csv) {
      throw new IllegalArgumentException("trend: expected --json or --csv, found both");
    }
    try (Session session = Session.open(tideline.site())) {
      TidelineClient client = session.client();
      TrendRequest request = request(client.zone());
      List<TrendAnswer> answers =
          documents ? List.of(client.documentTrend(request)) : client.trends(words, request);
      print(answers);
      return Main.DONE;
    }
  }

  private TrendRequest request(String zone) {
    long start = from.map(text -> EventTimeText.parse("--from", text, zone)).orElse(Long.MIN_VALUE);
    long end = to.map(text -> EventTimeText.parse("--to", text, zone)).orElse(Long.MAX_VALUE);
    return new TrendRequest(size, start, end, late.map(choice -> choice.policy));
  }

  private void print(List<TrendAnswer> answers) {
    PrintWriter out = spec.commandLine().getOut();
    if (csv) {
      TrendLines.printCsv(answers, out);
    } else if (json) {
      answers.forEach(answer -> out.println(AnswerJson.line(TrendLines.json(answer))));
    } else {
      boolean terminal = System.console() != null;
      answers.forEach(answer -> TrendLines.print(answer, out, terminal));
      out.println(ReadingLine.of(answers.get(0).reading()));
    }
  }
}
