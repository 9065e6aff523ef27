package org.tideline.benchmarks.sort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.io.hfile.CacheConfig;
import org.apache.hadoop.hbase.io.hfile.HFile;
import org.apache.hadoop.hbase.io.hfile.HFileContextBuilder;
import org.apache.hadoop.hbase.io.hfile.HFileScanner;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.batch.ranking.RankingStep;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.words.WordsStep;
import org.tideline.benchmarks.corpus.Corpus;
import org.tideline.benchmarks.measure.ResultTable;
import org.tideline.benchmarks.measure.Samples;
import org.tideline.benchmarks.measure.Target;
import org.tideline.benchmarks.measure.Unit;
import org.tideline.benchmarks.measure.VoidRunException;
import org.tideline.benchmarks.stage.Stage;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.RunKind;
import org.tideline.schema.generation.StepRecord;
import org.tideline.schema.ranking.RankingRow;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.views.count.WordCount;
import org.tideline.views.time.Cut;

/**
 * Sorts five million words with the counts of a Zipf distribution by the job of the step ranking,
 * with four reducers. A pass of its own then goes through the files of all reducers: every row must
 * come after the one before, and none may be missing. How much the largest reducer has to do is
 * held against the mean.
 */
public final class SortBenchmark {
  private static final int WORDS = 5_000_000;
  private static final int FILES = 8;
  private static final int REDUCERS = 4;
  private static final Target LARGEST = Target.atMost(1.5);

  private final Stage stage;
  private final TidelineConfiguration configuration;

  private SortBenchmark(Stage stage) {
    this.stage = stage;
    Configuration changed = stage.platform().configuration();
    changed.setInt("tideline.batch.regions", REDUCERS);
    this.configuration = TidelineConfiguration.load(changed);
  }

  /**
   * Runs it; the corpus plays no part.
   *
   * @throws VoidRunException if a row is missing or out of order
   */
  public static ResultTable run(Stage stage, Path folder, Corpus corpus, int rounds)
      throws Exception {
    return new SortBenchmark(stage).run(rounds);
  }

  private ResultTable run(int rounds) throws Exception {
    Epoch epoch = stage.open(configuration);
    ZipfWords words = ZipfWords.of(WORDS, 4);
    List<Double> seconds = new ArrayList<>();
    long[] shares = {};
    for (int generation = 1; generation <= rounds; generation++) {
      try (BatchLayer layer = BatchLayer.open(configuration)) {
        Manifest manifest =
            new Manifest(
                generation,
                new Cut(10_000L * generation, epoch.startPositions()),
                epoch.number(),
                0,
                0,
                RunKind.FULL);
        layer.store().createManifest(manifest);
        write(layer, manifest, words);
        long begin = System.nanoTime();
        new RankingStep().run(layer, manifest);
        seconds.add((System.nanoTime() - begin) / 1e9);
        shares = check(layer, manifest, words);
        layer.files(generation).delete();
      }
    }
    return table(rounds, new Samples(seconds), shares);
  }

  /** Leaves what the step words would leave. */
  private void write(BatchLayer layer, Manifest manifest, ZipfWords words) throws IOException {
    org.apache.hadoop.fs.Path folder =
        new org.apache.hadoop.fs.Path(
            layer.files(manifest.generation()).made(WordsStep.NAME),
            Bytes.toString(BatchWordColumns.FAMILY));
    for (int file = 0; file < FILES; file++) {
      int from = (int) ((long) file * words.size() / FILES);
      int to = (int) ((long) (file + 1) * words.size() / FILES);
      try (HFile.Writer writer =
          HFile.getWriterFactory(layer.hadoop(), CacheConfig.DISABLED)
              .withPath(layer.files(), new org.apache.hadoop.fs.Path(folder, "file" + file))
              .withFileContext(new HFileContextBuilder().build())
              .create()) {
        for (int number = from; number < to; number++) {
          WordCount count = new WordCount(words.counts()[number], 1);
          byte[] term = Bytes.toBytes(ZipfWords.word(number));
          for (KeyValue cell : BatchWordColumns.cells(term, count, manifest.cut().stamp())) {
            writer.append(cell);
          }
        }
      }
    }
    layer
        .store()
        .recordStep(
            manifest.generation(),
            new StepRecord(
                WordsStep.NAME,
                0,
                Map.of(
                    WordsStep.ROWS,
                    (long) words.size(),
                    WordsStep.OCCURRENCES,
                    words.occurrences())));
    stage.say("%,d words in %d files", words.size(), FILES);
  }

  /** Goes through the files in their order; how many rows each reducer has written. */
  private long[] check(BatchLayer layer, Manifest manifest, ZipfWords words)
      throws IOException, VoidRunException {
    FileSystem files = layer.files();
    org.apache.hadoop.fs.Path folder =
        new org.apache.hadoop.fs.Path(
            layer.files(manifest.generation()).made(RankingStep.NAME),
            Bytes.toString(RankingRow.FAMILY));
    List<Long> shares = new ArrayList<>();
    byte[] before = {};
    long occurrences = 0;
    for (FileStatus file : inOrder(files, folder, layer.hadoop())) {
      long rows = 0;
      try (HFile.Reader reader =
          HFile.createReader(files, file.getPath(), CacheConfig.DISABLED, true, layer.hadoop())) {
        HFileScanner scanner = reader.getScanner(layer.hadoop(), false, false);
        for (boolean more = scanner.seekTo(); more; more = scanner.next()) {
          Cell cell = scanner.getCell();
          byte[] row = CellUtil.cloneRow(cell);
          if (Bytes.compareTo(before, row) >= 0) {
            throw new VoidRunException(
                "sort: expected a row after %s, found %s in %s"
                    .formatted(
                        Bytes.toStringBinary(before), Bytes.toStringBinary(row), file.getPath()));
          }
          before = row;
          occurrences += RankingRow.occurrences(row);
          rows++;
        }
      }
      shares.add(rows);
    }
    long total = shares.stream().mapToLong(Long::longValue).sum();
    if (total != words.size() || occurrences != words.occurrences()) {
      throw new VoidRunException(
          "sort: expected %,d rows with %,d occurrences, found %,d with %,d"
              .formatted(words.size(), words.occurrences(), total, occurrences));
    }
    stage.say("rows of each reducer, all in order: %s", shares);
    return shares.stream().mapToLong(Long::longValue).toArray();
  }

  private static List<FileStatus> inOrder(
      FileSystem files, org.apache.hadoop.fs.Path folder, Configuration configuration)
      throws IOException {
    List<FileStatus> found = new ArrayList<>(Arrays.asList(files.listStatus(folder)));
    Map<FileStatus, byte[]> firsts = new HashMap<>();
    for (FileStatus file : found) {
      try (HFile.Reader reader =
          HFile.createReader(files, file.getPath(), CacheConfig.DISABLED, true, configuration)) {
        firsts.put(file, reader.getFirstRowKey().orElseThrow());
      }
    }
    found.sort(Comparator.comparing(firsts::get, Bytes.BYTES_COMPARATOR));
    return found;
  }

  private static ResultTable table(int rounds, Samples seconds, long[] shares) {
    double mean = Arrays.stream(shares).average().orElseThrow();
    long most = Arrays.stream(shares).max().orElseThrow();
    return new ResultTable(
        "sort",
        "%,d words, counts of a Zipf distribution, %d reducers; median of %d rounds"
            .formatted(WORDS, REDUCERS, rounds),
        List.of("side", "median", "rounds", "rows of the largest reducer", "target", ""),
        List.of(
            ResultTable.row(
                "tideline: ranking",
                seconds,
                Unit.SECONDS,
                "%,d, %.2f times the mean".formatted(most, most / mean),
                "at most 1.5 times",
                LARGEST.verdict(most / mean))));
  }
}
