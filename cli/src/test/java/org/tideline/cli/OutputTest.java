package org.tideline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tideline.query.PostingsExport;
import org.tideline.query.Reading;
import org.tideline.query.WordCountExport;
import org.tideline.schema.generation.Verdict;
import org.tideline.views.count.WordCount;
import org.tideline.views.merge.MergedCount;
import org.tideline.views.posting.Posting;
import org.tideline.views.time.Cut;
import picocli.CommandLine;

class OutputTest {
  private static final Reading READING =
      new Reading(
          0, Verdict.UNPROVEN, new Cut(0, Map.of(0, 0L)), 1, Map.of(), Optional.of("stopped"));

  private final AtomicLong asked = new AtomicLong();

  @Test
  void printsAllRows() throws IOException {
    StringWriter text = new StringWriter();
    ExportCommand.print(rows(2), line(false), READING, new PrintWriter(text), false);
    assertThat(text).hasToString("word1\t4\t2\nword2\t4\t2\n");
  }

  @Test
  void endsAnExportAsJsonWithItsReading() throws IOException {
    StringWriter text = new StringWriter();
    ExportCommand.print(rows(1), line(true), READING, new PrintWriter(text), true);
    assertThat(text)
        .hasToString(
            """
            {"term":"word1","occurrences":4,"documents":2}
            {"reading":{"generation":0,"verdict":"unproven","cut":"1970-01-01T00:00:00Z","epoch":1,"freshTo":null,"partial":"stopped"}}
            """);
  }

  @Test
  void failsWhereTheLastRowsAreNotTaken() {
    assertThatThrownBy(() -> ExportCommand.print(rows(3), line(false), READING, full(), false))
        .isInstanceOf(IOException.class)
        .hasMessage("export: expected to write 3 rows, the output is closed or full");
  }

  @Test
  void endsAnExportThatNobodyReadsAnyMore() {
    assertThatThrownBy(
            () -> ExportCommand.print(rows(1_000_000), line(true), READING, full(), true))
        .isInstanceOf(IOException.class);
    assertThat(asked).hasValueLessThan(10_000);
  }

  @Test
  void failsACommandWhoseAnswerIsCutOff() {
    StringWriter errors = new StringWriter();
    CommandLine line = Main.commandLine().setOut(full()).setErr(new PrintWriter(errors));
    assertThat(line.execute("--version")).isEqualTo(Main.DONE);
    assertThat(Main.printed(line)).isEqualTo(Main.FAILED);
    assertThat(errors)
        .hasToString(
            "tideline: expected to write the whole answer, found the output closed or full; what is there is cut off%n"
                .formatted());
  }

  @Test
  void separatesDocumentsAndSaysWhereAnIdHasTheSeparator() throws IOException {
    StringWriter text = new StringWriter();
    ExportCommand.PostingsView.line(false).write(postings(), text);
    assertThat(text).hasToString("whale\ta,b\\,c,d\\\\");
  }

  @Test
  void printsPostingsAsJson() throws IOException {
    StringWriter text = new StringWriter();
    ExportCommand.PostingsView.line(true).write(postings(), text);
    assertThat(text).hasToString("{\"term\":\"whale\",\"documents\":[\"a\",\"b,c\",\"d\\\\\"]}");
  }

  /** A frequent word has more documents than fit into memory. */
  @Test
  void writesThePostingsOfAWordAsTheyAreRead() throws IOException {
    StringWriter text = new StringWriter();
    Stream<Posting> postings =
        Stream.iterate(0, number -> number + 1)
            .limit(100)
            .map(
                number -> {
                  assertThat(text.getBuffer().length()).isGreaterThanOrEqualTo(6 * number);
                  return new Posting("d%04d".formatted(number), 1, new int[] {0});
                });
    ExportCommand.PostingsView.line(true)
        .write(new PostingsExport.Row("whale", postings.iterator()), text);
    assertThat(text.toString()).endsWith("\"d0099\"]}");
  }

  private static PostingsExport.Row postings() {
    return new PostingsExport.Row(
        "whale",
        Stream.of("a", "b,c", "d\\").map(id -> new Posting(id, 1, new int[] {0})).iterator());
  }

  private static ExportCommand.Line<WordCountExport.Row> line(boolean json) {
    return ExportCommand.WordCountView.line(json);
  }

  private ExportCommand.Rows<WordCountExport.Row> rows(long number) {
    MergedCount count = new MergedCount(new WordCount(3, 1), new WordCount(1, 1));
    return () -> {
      long row = asked.incrementAndGet();
      return row > number
          ? Optional.empty()
          : Optional.of(new WordCountExport.Row("word" + row, count));
    };
  }

  /** As standard output is, onto a device that is full. */
  private static PrintWriter full() {
    OutputStream device =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    return new PrintWriter(new PrintStream(device, true), true);
  }
}
