package org.tideline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tideline.query.Reading;
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
    private static final int ROWS_AT_ONCE = 4_096;

    @ParentCommand private ExportCommand export;
    @Spec private CommandSpec spec;

    @Option(names = "--json", description = "One JSON object per word.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      try (Session session = Session.open(export.tideline.site());
          WordCountExport rows = session.client().exportWordCount()) {
        print(rows::next, rows.reading(), spec.commandLine().getOut(), json);
        if (!json) {
          spec.commandLine().getErr().println(ReadingLine.of(rows.reading()));
        }
        return Main.DONE;
      }
    }

    /** Where rows come from, and empty at their end. */
    @FunctionalInterface
    interface Rows {
      Optional<WordCountExport.Row> next() throws IOException;
    }

    /**
     * Prints all rows; as JSON also, in the last line, what they were read from.
     *
     * @throws IOException if the output does not take them
     */
    static void print(Rows rows, Reading reading, PrintWriter terminal, boolean json)
        throws IOException {
      // The terminal's writer flushes every line, which is most of the time of an export.
      BufferedWriter out = new BufferedWriter(terminal, 1 << 16);
      Optional<WordCountExport.Row> row = rows.next();
      long printed = 0;
      while (row.isPresent()) {
        out.write(line(row.get(), json));
        out.write('\n');
        printed++;
        if (printed % ROWS_AT_ONCE == 0) {
          requireTaken(terminal, printed);
        }
        row = rows.next();
      }
      if (json) {
        ObjectNode last = AnswerJson.object();
        last.set("reading", AnswerJson.of(reading));
        out.write(AnswerJson.line(last));
        out.write('\n');
      }
      out.flush();
      requireTaken(terminal, printed);
    }

    /** A print writer keeps what went wrong to itself. */
    private static void requireTaken(PrintWriter out, long rows) throws IOException {
      if (out.checkError()) {
        throw new IOException(
            "export: expected to write %s, the output is closed or full"
                .formatted(new Counted(rows, "row")));
      }
    }

    private static String line(WordCountExport.Row row, boolean json) {
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
