package org.tideline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tideline.query.PostingsExport;
import org.tideline.query.Reading;
import org.tideline.query.ViewExport;
import org.tideline.query.WordCountExport;
import org.tideline.views.count.WordCount;
import org.tideline.views.posting.Posting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tideline export}. */
@Command(
    name = "export",
    description = "Streams a whole merged view.",
    subcommands = {
      ExportCommand.WordCountView.class,
      ExportCommand.PostingsView.class,
      ExportCommand.UserView.class
    })
final class ExportCommand {
  private static final int ROWS_AT_ONCE = 4_096;

  @ParentCommand private Main tideline;

  /** Where rows come from, and empty at their end. */
  @FunctionalInterface
  interface Rows<R> {
    Optional<R> next() throws IOException;
  }

  /** How a row is printed, without the end of its line. */
  @FunctionalInterface
  interface Line<R> {
    void write(R row, Writer out) throws IOException;
  }

  /** {@code tideline export wordcount}. */
  @Command(
      name = "wordcount",
      description = "All words, sorted: word<TAB>occurrences<TAB>documents.")
  static final class WordCountView implements Callable<Integer> {
    @ParentCommand private ExportCommand export;
    @Spec private CommandSpec spec;
    @Mixin private Completeness completeness;

    @Option(names = "--json", description = "One JSON object per word.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      try (Session session = Session.open(export.tideline.site());
          WordCountExport rows = session.client().exportWordCount()) {
        completeness.check(rows.reading());
        return export.print(rows::next, line(json), rows.reading(), spec, json);
      }
    }

    static Line<WordCountExport.Row> line(boolean json) {
      return (row, out) -> {
        WordCount total = row.count().total();
        if (json) {
          ObjectNode object = AnswerJson.object().put("term", row.term());
          AnswerJson.put(object, total);
          out.write(AnswerJson.line(object));
        } else {
          out.write(row.term() + "\t" + total.occurrences() + "\t" + total.documents());
        }
      };
    }
  }

  /** {@code tideline export postings}. */
  @Command(
      name = "postings",
      description = "The documents of all words, sorted: word<TAB>id,id,...")
  static final class PostingsView implements Callable<Integer> {
    @ParentCommand private ExportCommand export;
    @Spec private CommandSpec spec;
    @Mixin private Completeness completeness;

    @Option(names = "--json", description = "One JSON object per word.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      try (Session session = Session.open(export.tideline.site());
          PostingsExport rows = session.client().exportPostings()) {
        completeness.check(rows.reading());
        return export.print(rows::next, line(json), rows.reading(), spec, json);
      }
    }

    static Line<PostingsExport.Row> line(boolean json) {
      return json ? PostingsView::writeJson : PostingsView::write;
    }

    private static void write(PostingsExport.Row row, Writer out) throws IOException {
      out.write(row.term());
      char separator = '\t';
      for (Iterator<Posting> postings = row.postings(); postings.hasNext(); separator = ',') {
        out.write(separator);
        // Ids have no tab and no end of a line, but they may have what separates them here.
        out.write(postings.next().document().replace("\\", "\\\\").replace(",", "\\,"));
      }
    }

    private static void writeJson(PostingsExport.Row row, Writer out) throws IOException {
      // Not as a tree: a frequent word has more documents than fit into memory.
      out.write("{\"term\":" + AnswerJson.text(row.term()) + ",\"documents\":[");
      String separator = "";
      for (Iterator<Posting> postings = row.postings(); postings.hasNext(); separator = ",") {
        out.write(separator);
        out.write(AnswerJson.text(postings.next().document()));
      }
      out.write("]}");
    }
  }

  /** {@code tideline export view}. */
  @Command(name = "view", description = "A view of your own, sorted by key: key<TAB>value.")
  static final class UserView implements Callable<Integer> {
    @ParentCommand private ExportCommand export;
    @Spec private CommandSpec spec;
    @Mixin private Completeness completeness;

    @Parameters(paramLabel = "NAME", description = "The view, one of tideline.views.")
    private String name;

    @Option(names = "--json", description = "One JSON object per key.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      try (Session session = Session.open(export.tideline.site());
          ViewExport rows = session.client().exportView(name)) {
        completeness.check(rows.reading());
        return export.print(rows::next, line(json), rows.reading(), spec, json);
      }
    }

    static Line<ViewExport.Row> line(boolean json) {
      return (row, out) ->
          out.write(
              json
                  ? AnswerJson.line(
                      AnswerJson.object().put("key", row.key()).put("value", row.value()))
                  : OneLine.of(row.key()) + "\t" + OneLine.of(row.value()));
    }
  }

  private <R> int print(Rows<R> rows, Line<R> line, Reading reading, CommandSpec spec, boolean json)
      throws IOException {
    print(rows, line, reading, spec.commandLine().getOut(), json);
    if (!json) {
      spec.commandLine().getErr().println(ReadingLine.of(reading));
    }
    return Main.DONE;
  }

  /**
   * Prints all rows; as JSON also, in the last line, what they were read from.
   *
   * @throws IOException if the output does not take them
   */
  static <R> void print(
      Rows<R> rows, Line<R> line, Reading reading, PrintWriter terminal, boolean json)
      throws IOException {
    // The terminal's writer flushes every line, which is most of the time of an export.
    BufferedWriter out = new BufferedWriter(terminal, 1 << 16);
    Optional<R> row = rows.next();
    long printed = 0;
    while (row.isPresent()) {
      line.write(row.get(), out);
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
}
