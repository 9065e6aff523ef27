package org.tideline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tideline.cli.ingest.Acknowledged;
import org.tideline.cli.ingest.DocumentProducer;
import org.tideline.cli.ingest.Ingest;
import org.tideline.cli.ingest.IngestFormat;
import org.tideline.cli.ingest.LineTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tideline ingest}. */
@Command(
    name = "ingest",
    description = "Appends documents to the log and prints a receipt once all are acknowledged.",
    footer = {
      "",
      "text   one document per file; id = path below the directory given, or the file's name;",
      "       event time = the file's",
      "jsonl  {\"id\", \"eventTime\": ISO-8601 or epoch ms, \"text\", \"attributes\": {}} per line",
      "lines  one document per line; id = name#line; event time = the file's, or that in the line",
      "",
      "Access logs of web servers: tideline ingest --format lines --time-pattern apache access.log"
    })
final class IngestCommand implements Callable<Integer> {
  @ParentCommand private Main tideline;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, directories, or - for standard input.")
  private List<String> paths;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text, jsonl or lines (default: ${DEFAULT-VALUE}).")
  private IngestFormat format;

  @Option(names = "--id-prefix", defaultValue = "", description = "Comes before every id.")
  private String idPrefix;

  @Option(
      names = "--time-pattern",
      paramLabel = "PATTERN",
      description =
          "Lines bear their event time: apache, iso, or a pattern such as 'uuuu-MM-dd HH:mm:ss'.")
  private Optional<String> timePattern = Optional.empty();

  @Option(
      names = "--time-regex",
      paramLabel = "REGEX",
      description = "Finds the time in a line, as its first group (by default it begins the line).")
  private Optional<String> timeRegex = Optional.empty();

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "Of times that name none (default: ${DEFAULT-VALUE}).")
  private String timeZone;

  @Option(names = "--wait", description = "Return only when every answer includes the documents.")
  private boolean wait;

  @Option(
      names = "--rejected",
      paramLabel = "FILE",
      defaultValue = "rejected.jsonl",
      description = "Where records are listed that cannot be read (default: ${DEFAULT-VALUE}).")
  private Path rejected;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Ingest ingest = find();
    try (Session session = Session.open(tideline.site())) {
      long start = System.nanoTime();
      Ingest.Result result;
      long documents;
      try (DocumentProducer producer = session.producer();
          IngestProgress progress = IngestProgress.of(ingest.bytes())) {
        result = ingest.run(producer, progress);
        documents = progress.documents();
      }
      Acknowledged acknowledged = result.acknowledged();
      out.printf(
          "ingested %s in %.1f s%s; receipt %s%n",
          new Counted(documents, "document"),
          (System.nanoTime() - start) / 1e9,
          result.rejected() == 0 ? "" : ", rejected %,d".formatted(result.rejected()),
          acknowledged.records() == 0 ? "none" : acknowledged.printedReceipt());
      if (wait && acknowledged.records() > 0) {
        out.println(Readable.await(session.client(), acknowledged).printed());
      }
      if (result.rejected() > 0) {
        spec.commandLine()
            .getErr()
            .printf(
                "tideline: %s could not be read, listed with the reason in %s%n",
                new Counted(result.rejected(), "record"), rejected);
        return Main.FAILED;
      }
      return Main.DONE;
    }
  }

  private Optional<LineTime> lineTime() {
    if (timePattern.isEmpty() && timeRegex.isPresent()) {
      throw new IllegalArgumentException(
          "--time-regex: expected --time-pattern too, which says how to read the time it finds, found none");
    }
    return timePattern.map(pattern -> LineTime.of(pattern, timeRegex, timeZone));
  }

  private Ingest find() throws IOException {
    Ingest.Sources sources =
        new Ingest.Sources(paths, System.in, System.currentTimeMillis(), tideline.data());
    return Ingest.of(
        sources,
        format,
        idPrefix,
        lineTime(),
        rejected,
        notice -> spec.commandLine().getErr().println("note: " + notice));
  }
}
