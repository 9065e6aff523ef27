package org.tideline.benchmarks.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HConstants;
import org.apache.hadoop.hbase.TableName;
import org.tideline.benchmarks.corpus.Corpus;
import org.tideline.benchmarks.measure.Alternation;
import org.tideline.benchmarks.measure.ResultTable;
import org.tideline.benchmarks.measure.Samples;
import org.tideline.benchmarks.measure.Target;
import org.tideline.benchmarks.measure.Unit;
import org.tideline.benchmarks.measure.VoidRunException;
import org.tideline.benchmarks.stage.MeasuredBatch;
import org.tideline.benchmarks.stage.Stage;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.table.TableNames;

/**
 * The inverted index of the batch layer, from the archive to files in HBase, against Lucene's
 * writer on the same texts. Every round of Tideline is a run of the whole batch layer; its steps
 * index and load are what is measured.
 */
public final class IndexBenchmark {
  private static final String OURS = "tideline: index and load";
  private static final String LUCENE = "Lucene's IndexWriter, one thread";
  private static final Target TIME = Target.atMost(1.5);
  private static final Target ROOM = Target.atMost(1.7);

  private final Stage stage;
  private final Path folder;
  private final TidelineConfiguration configuration;
  private final Map<String, Samples> steps = new TreeMap<>();
  private MeasuredBatch last;
  private LuceneIndex lucene = new LuceneIndex(0, 0, 0);

  private IndexBenchmark(Stage stage, Path folder) {
    this.stage = stage;
    this.folder = folder;
    this.configuration = stage.configuration("tideline");
  }

  /**
   * Runs it.
   *
   * @param folder for files
   * @throws VoidRunException if the sides do not have the same postings
   */
  public static ResultTable run(Stage stage, Path folder, Corpus corpus, int rounds)
      throws Exception {
    return new IndexBenchmark(stage, folder).run(corpus, rounds);
  }

  private ResultTable run(Corpus corpus, int rounds) throws Exception {
    stage.open(configuration);
    stage.fill(corpus, configuration);
    Path texts = folder.resolve("texts");
    corpus.writeTexts(texts, 2);

    Map<String, Alternation.Side> sides = new LinkedHashMap<>();
    sides.put(OURS, round -> tideline(round > 0));
    sides.put(LUCENE, round -> lucene(texts, folder.resolve("lucene-" + round)));
    Map<String, Samples> measured =
        new Alternation(1, rounds).run(sides, Unit.SECONDS, stage.progress());
    requireEqualPostings();
    steps.forEach(
        (step, samples) ->
            stage.say("median of step %-8s %s", step, Unit.SECONDS.format(samples.median())));
    stage.say("step index counted %s", new TreeMap<>(last.steps().get("index").counters()));
    return table(corpus, rounds, measured, stored());
  }

  private double tideline(boolean counts) throws IOException, InterruptedException {
    last = MeasuredBatch.run(configuration);
    if (counts) {
      for (String step : last.steps().keySet()) {
        steps.merge(step, new Samples(List.of(last.seconds(step))), Samples::and);
      }
    }
    return last.seconds("index") + last.seconds("load");
  }

  private double lucene(Path texts, Path index) throws IOException {
    long begin = System.nanoTime();
    LuceneIndex.write(texts, index);
    double seconds = (System.nanoTime() - begin) / 1e9;
    lucene = LuceneIndex.read(index);
    return seconds;
  }

  private void requireEqualPostings() throws VoidRunException {
    long postings = last.counted("index", "postings");
    long occurrences = last.counted("index", "occurrences");
    if (postings != lucene.postings() || occurrences != lucene.occurrences()) {
      throw new VoidRunException(
          "index: expected the %,d postings with %,d positions that Lucene has, generation %d has %,d with %,d"
              .formatted(
                  lucene.postings(),
                  lucene.occurrences(),
                  last.generation(),
                  postings,
                  occurrences));
    }
    stage.say("both have the same %,d postings with %,d positions", postings, occurrences);
  }

  /** Bytes of the table's files, as HBase has copied them. */
  private long stored() throws IOException {
    TableName table = new TableNames(configuration.namespace()).index(last.generation());
    Configuration hadoop = stage.platform().configuration();
    org.apache.hadoop.fs.Path files =
        new org.apache.hadoop.fs.Path(
            hadoop.get(HConstants.HBASE_DIR),
            "data/%s/%s".formatted(table.getNamespaceAsString(), table.getQualifierAsString()));
    return files.getFileSystem(hadoop).getContentSummary(files).getLength();
  }

  private ResultTable table(Corpus corpus, int rounds, Map<String, Samples> measured, long stored) {
    double time = measured.get(OURS).median() / measured.get(LUCENE).median();
    double room = (double) stored / lucene.bytes();
    return new ResultTable(
        "index",
        "%,d MB, %,d documents, %,d postings; medians of %d rounds after 1"
            .formatted(corpus.textBytes() >> 20, corpus.size(), lucene.postings(), rounds),
        List.of("side", "median", "rounds", "stored", "tideline takes", "target", ""),
        List.of(
            ResultTable.row(OURS, measured.get(OURS), Unit.SECONDS, megabytes(stored), "", "", ""),
            ResultTable.row(
                LUCENE,
                measured.get(LUCENE),
                Unit.SECONDS,
                megabytes(lucene.bytes()),
                "%.2f times its time".formatted(time),
                "at most 1.5 times",
                TIME.verdict(time)),
            List.of(
                "",
                "",
                "",
                "",
                "%.2f times its room".formatted(room),
                "at most 1.7 times",
                ROOM.verdict(room))));
  }

  private static String megabytes(long bytes) {
    return "%.1f MB".formatted(bytes / (double) (1 << 20));
  }
}
