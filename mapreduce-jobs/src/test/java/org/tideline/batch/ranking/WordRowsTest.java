package org.tideline.batch.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.io.encoding.DataBlockEncoding;
import org.apache.hadoop.hbase.io.hfile.CacheConfig;
import org.apache.hadoop.hbase.io.hfile.HFile;
import org.apache.hadoop.hbase.io.hfile.HFileContextBuilder;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tideline.batch.sort.SortSplits;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.ranking.RankingRow;
import org.tideline.schema.window.BatchWindowColumns;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.views.count.WordCount;
import org.tideline.views.window.WindowCalendar;
import org.tideline.views.window.WindowTotals;

/** The files of the words as they are read and sampled. */
class WordRowsTest {
  private static final int WORDS = 6_000;

  @TempDir java.nio.file.Path folder;

  private Job job;

  @BeforeEach
  void read() throws IOException {
    job = Job.getInstance(new Configuration(false));
    WordRowsInputFormat.read(job, new Path(folder.toUri()));
  }

  /** A file as the step words leaves it. */
  private void file(String name, Stream<KeyValue> cells) throws IOException {
    Path file = new Path(new Path(folder.toUri()), "b/" + name);
    Configuration configuration = job.getConfiguration();
    try (HFile.Writer writer =
        HFile.getWriterFactory(configuration, CacheConfig.DISABLED)
            .withPath(FileSystem.getLocal(configuration), file)
            .withFileContext(
                new HFileContextBuilder()
                    .withDataBlockEncoding(DataBlockEncoding.FAST_DIFF)
                    .withBlockSize(1 << 10)
                    .build())
            .create()) {
      for (KeyValue cell : (Iterable<KeyValue>) cells::iterator) {
        writer.append(cell);
      }
    }
  }

  private static Stream<KeyValue> cells(Map<String, WordCount> words) {
    return new TreeMap<>(words)
        .entrySet().stream()
            .flatMap(
                word ->
                    BatchWordColumns.cells(Bytes.toBytes(word.getKey()), word.getValue(), 9)
                        .stream());
  }

  private List<String> rows() throws Exception {
    List<String> rows = new ArrayList<>();
    WordRowsInputFormat format = new WordRowsInputFormat();
    for (InputSplit split : format.getSplits(job)) {
      var task = new TaskAttemptContextImpl(job.getConfiguration(), new TaskAttemptID());
      try (var reader = format.createRecordReader(split, task)) {
        reader.initialize(split, task);
        while (reader.nextKeyValue()) {
          byte[] row = reader.getCurrentKey().copyBytes();
          rows.add(
              "%s %d %d"
                  .formatted(
                      Bytes.toString(row, Long.BYTES),
                      RankingRow.occurrences(row),
                      reader.getCurrentValue().get()));
        }
      }
    }
    return rows;
  }

  @Test
  void readsEveryWordOfAllFiles() throws Exception {
    file("1", cells(Map.of("a", new WordCount(3, 2), "b", new WordCount(1, 1))));
    file("2", cells(Map.of("c", new WordCount(9, 4))));
    assertThat(rows()).containsExactlyInAnyOrder("a 3 2", "b 1 1", "c 9 4");
  }

  @Test
  void windowsBesideTheCountsAreNotRead() throws Exception {
    file("1", cells(Map.of("a", new WordCount(3, 2))));
    WindowTotals minutes = new WindowTotals.Builder(1).add(7, 0, 3, 2, 0).build();
    file(
        "../t/1",
        BatchWindowColumns.cells(Bytes.toBytes("a"), minutes, WindowCalendar.utc(), 9).stream());
    assertThat(rows()).containsExactly("a 3 2");
  }

  @Test
  void refusesAWordWithoutOneOfItsColumns() throws Exception {
    file("1", BatchWordColumns.cells(Bytes.toBytes("a"), new WordCount(3, 2), 9).stream().limit(1));
    assertThatThrownBy(this::rows)
        .isInstanceOf(CorruptDataException.class)
        .hasMessage("batch words row \"a\", column b:occurrences: expected 8 bytes, found none");
  }

  @Test
  void dividesWordsThatAreAllAsFrequent() throws Exception {
    for (int file = 0; file < 3; file++) {
      Map<String, WordCount> words = new TreeMap<>();
      for (int i = 0; i < WORDS / 3; i++) {
        words.put("w%d%05d".formatted(file, i), new WordCount(1, 1));
      }
      file("f" + file, cells(words));
    }

    byte[][] splits = SortSplits.sample(job, new WordRowsInputFormat(), 4);

    assertThat(List.of(splits)).hasSize(3).isSortedAccordingTo(Bytes.BYTES_COMPARATOR);
    long[] share = new long[4];
    for (String row : rows()) {
      byte[] key = RankingRow.row(Bytes.toBytes(row.substring(0, row.indexOf(' '))), 1);
      share[(int) Arrays.stream(splits).filter(at -> Bytes.compareTo(at, key) <= 0).count()]++;
    }
    // All of them are in the sample.
    assertThat(share).containsOnly(WORDS / 4);
  }
}
