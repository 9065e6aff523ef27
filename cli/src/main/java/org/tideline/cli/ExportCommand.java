package org.tideline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tideline.query.WordCountExport;
import org.tideline.views.count.WordCount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tideline export}. */
@Command(
    name = "export",
    description = "Streams a whole merged view.",
    subcommands = ExportCommand.WordCountView.class)
final class ExportCommand {
  @ParentCommand private Main tideline;

  /** {@code tideline export wordcount}. */
  @Command(
      name = "wordcount",
      description = "All words, sorted: word<TAB>occurrences<TAB>documents.")
  static final class WordCountView implements Callable<Integer> {
    @ParentCommand private ExportCommand export;
    @Spec private CommandSpec spec;

    @Option(names = "--json", description = "One JSON object per word.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      try (Session session = Session.open(export.tideline.site());
          WordCountExport rows = session.client().exportWordCount()) {
        // The terminal's writer flushes every line, which is most of the time of an export.
        BufferedWriter out = new BufferedWriter(spec.commandLine().getOut(), 1 << 16);
        Optional<WordCountExport.Row> row = rows.next();
        while (row.isPresent()) {
          out.write(line(row.get()));
          out.write('\n');
          row = rows.next();
        }
        out.flush();
        rows.reading()
            .partial()
            .ifPresent(why -> spec.commandLine().getErr().println("PARTIAL: " + why));
        return Main.DONE;
      }
    }

    private String line(WordCountExport.Row row) {
      WordCount total = row.count().total();
      if (json) {
        ObjectNode object = AnswerJson.object().put("term", row.term());
        AnswerJson.put(object, total);
        return AnswerJson.line(object);
      }
      return row.term() + "\t" + total.occurrences() + "\t" + total.documents();
    }
  }
}
